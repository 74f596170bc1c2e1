-- One row per month of each metric asked for: its total as it stands now.
select
    metric_id,
    period,
    value,
    seq,
    line_no
from metric_value_current
where metric_id in (select unnest($metric_ids)) and segment = $segment
order by metric_id, period;
