-- One row per restatement of a total of each metric asked for, oldest first.
select
    metric_id,
    period,
    former_value,
    value,
    former_seq,
    seq
from restatement_as_of($version)
where metric_id in (select unnest($metric_ids)) and segment = $segment
order by metric_id, period, seq;
