-- One row per segment of a metric; the total has the empty name.
select distinct segment
from metric_value_current
where metric_id = $metric_id
order by segment;
