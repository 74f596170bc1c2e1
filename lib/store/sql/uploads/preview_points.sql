-- One row per month of the totals of each metric that staged values touch: standing and incoming.
-- Only the total's empty name comes before chr(1); unlike equality with it, the order lets the scan
-- pass over row groups that have no total.
with touched as (
    select distinct metric_id
    from {staged}
    order by metric_id
    limit $most
),

incoming as (
    select
        staged.metric_id,
        staged.period,
        staged.value,
        true as is_incoming
    from {staged} as staged
    semi join touched using (metric_id)
    where staged.segment = ''
),

standing as (
    select
        current_value.metric_id,
        current_value.period,
        current_value.value
    from metric_value_current as current_value
    semi join touched using (metric_id)
    where current_value.segment < chr(1)
)

select
    metric_id,
    period,
    standing.value as former_value,
    incoming.value,
    coalesce(incoming.is_incoming, false) as is_incoming
from standing
full join incoming using (metric_id, period)
order by metric_id, period;
