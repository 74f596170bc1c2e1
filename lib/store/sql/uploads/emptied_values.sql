-- One row per staged value that is missing where a value is stored.
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
where incoming.value is null and standing.value is not null
order by incoming.line_no, incoming.metric_id, incoming.segment, incoming.period;
