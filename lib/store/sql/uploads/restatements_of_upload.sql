-- One row per value that an upload gave anew: what stood before it, and what it said.
select
    metric_id,
    period,
    segment,
    former_value,
    value,
    former_seq,
    seq
from restatement_as_of($version)
where seq = $seq
order by metric_id, segment, period
limit $most;
