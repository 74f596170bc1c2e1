-- One row per metric and segment of staged values: what its values usually are in size.
create or replace temp table usual_size as
with incoming as (
    select
        staged.metric_id,
        staged.segment,
        abs(staged.value) as size
    from {staged} as staged
    semi join wide_series as wide
        on staged.metric_id = wide.metric_id and staged.segment = wide.segment
    where staged.value <> 0 and isfinite(staged.value)
),

known as (
    select
        metric_id,
        segment,
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
)

select itself.*
from itself
anti join history
    on itself.metric_id = history.metric_id and itself.segment = history.segment
union all
select history.*
from history;
