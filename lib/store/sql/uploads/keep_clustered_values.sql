-- One row per staged value: it is current from now on; rows of a metric lie together already.
insert into metric_value_current by name
select
    metric_id,
    segment,
    period,
    value,
    $seq as seq,
    line_no
from {staged};
