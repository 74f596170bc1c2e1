-- One row per metric, period and segment as it stands now: derived at each reading, since a lake is
-- only appended to.
drop table metric_value_current;

create view metric_value_current as
select
    metric_id,
    segment,
    period,
    value,
    seq,
    line_no
from metric_value_as_of(9223372036854775807);
