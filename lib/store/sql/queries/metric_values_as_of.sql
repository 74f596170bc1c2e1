-- One row per month of each metric asked for: its total as it stood at a data version.
select
    metric_id,
    period,
    value,
    seq,
    line_no
from metric_value_as_of($version)
where metric_id in (select unnest($metric_ids)) and segment = $segment
order by metric_id, period;
