-- One row per value that is about 100 or 1,000 times those its metric has had, or the inverse.
create or replace temp table jump_value as
with bounds as (
    select
        staged.metric_id,
        staged.segment,
        min(abs(staged.value)) as smallest,
        max(abs(staged.value)) as largest
    from {staged} as staged
    where staged.value <> 0
    group by staged.metric_id, staged.segment
),

former as (
    select
        current_value.metric_id,
        current_value.segment,
        min(abs(current_value.value)) as smallest,
        max(abs(current_value.value)) as largest
    from metric_value_current as current_value
    semi join bounds
        on current_value.metric_id = bounds.metric_id and current_value.segment = bounds.segment
    where current_value.value <> 0
    group by current_value.metric_id, current_value.segment
),

wide as (
    select
        bounds.metric_id,
        bounds.segment
    from bounds
    left join former using (metric_id, segment)
    where
        greatest(bounds.largest, coalesce(former.largest, 0))
        > 8 * least(bounds.smallest, coalesce(former.smallest, bounds.smallest))
),

incoming as (
    select
        staged.metric_id,
        staged.segment,
        staged.period,
        abs(staged.value) as size,
        staged.line_no
    from {staged} as staged
    semi join wide
        on staged.metric_id = wide.metric_id and staged.segment = wide.segment
    where staged.value <> 0 and isfinite(staged.value)
),

known as (
    select
        metric_id,
        segment,
        period,
        abs(value) as size
    from metric_value_current
    where value <> 0 and metric_id in (select metric_id from incoming)
),

history as (
    select
        metric_id,
        segment,
        median(size) as typical,
        min(size) as smallest,
        max(size) as largest
    from known
    group by metric_id, segment
    having count(*) >= 3
),

itself as (
    select
        metric_id,
        segment,
        median(size) as typical,
        quantile_cont(size, 0.1) as smallest,
        quantile_cont(size, 0.9) as largest
    from incoming
    group by metric_id, segment
    having count(*) >= 12
),

compared as (
    select
        incoming.metric_id,
        incoming.segment,
        incoming.period,
        incoming.size,
        incoming.line_no,
        incoming.size / coalesce(history.typical, itself.typical) as ratio,
        coalesce(history.typical, itself.typical) as typical,
        coalesce(history.smallest, itself.smallest) as smallest,
        coalesce(history.largest, itself.largest) as largest
    from incoming
    left join history using (metric_id, segment)
    left join itself using (metric_id, segment)
    where history.typical is not null or itself.typical is not null
)

select
    metric_id,
    segment,
    period,
    line_no,
    size,
    typical,
    case
        when ratio > 1 then if(ratio < 320, 100, 1000)
        else if(ratio > 0.0032, 0.01, 0.001)
    end as factor
from compared
where
    (
        ratio between 60 and 160
        or ratio between 600 and 1600
        or ratio between 0.00625 and 0.01667
        or ratio between 0.000625 and 0.001667
    )
    and (size > 8 * largest or size < smallest / 8);
