-- One row per metric of a list that has values.
select distinct metric_id
from metric_value_current
where metric_id in (select unnest($metric_ids)) and value is not null;
