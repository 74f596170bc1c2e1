-- One row per restatement of a total of each metric asked for, oldest first.
-- The range holds the segment alone (no text holds a NUL) and, unlike equality with the empty name
-- of the total, lets the scan pass over row groups that have no such row.
select
    metric_id,
    period,
    former_value,
    value,
    former_seq,
    seq
from restatement_as_of($version)
where
    metric_id in (select unnest($metric_ids))
    and segment >= $segment
    and segment < $segment || chr(1)
order by metric_id, period, seq;
