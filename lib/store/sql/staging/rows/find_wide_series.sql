-- One row per metric and segment whose values, former ones included, span a factor of eight.
create or replace temp table wide_series as
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
)

select
    bounds.metric_id,
    bounds.segment
from bounds
left join former using (metric_id, segment)
where
    greatest(bounds.largest, coalesce(former.largest, 0))
    > 8 * least(bounds.smallest, coalesce(former.smallest, bounds.smallest));
