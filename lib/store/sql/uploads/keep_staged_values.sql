-- One row per staged value: it is current from now on.
insert into metric_value_current by name
select
    metric_id,
    segment,
    period,
    value,
    $seq as seq,
    line_no
from {staged}
order by metric_id, segment, period;
