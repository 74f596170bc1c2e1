-- One row per month of each metric asked for: its total as it stood at a data version.
-- The range holds the segment alone (no text holds a NUL) and, unlike equality with the empty name
-- of the total, lets the scan pass over row groups that have no such row.
select
    metric_id,
    period,
    value,
    seq,
    line_no
from metric_value_as_of($version)
where
    metric_id in (select unnest($metric_ids))
    and segment >= $segment
    and segment < $segment || chr(1)
order by metric_id, period;
