-- No row: current values of the staged keys make room for the incoming ones.
delete from metric_value_current
using {staged} as incoming
where metric_value_current.metric_id = incoming.metric_id
    and metric_value_current.segment = incoming.segment
    and metric_value_current.period = incoming.period;
