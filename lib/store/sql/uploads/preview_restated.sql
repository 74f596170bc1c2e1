-- One row per staged value that replaces another one: what stands and what comes.
select
    incoming.metric_id,
    incoming.period,
    incoming.segment,
    standing.value as former_value,
    incoming.value,
    standing.seq as former_seq,
    incoming.line_no
from {staged} as incoming
inner join metric_value_current as standing using (metric_id, segment, period)
where
    standing.value is distinct from incoming.value
    and (incoming.value is null or not $only_emptied)
order by incoming.metric_id, incoming.segment, incoming.period
limit $most;
