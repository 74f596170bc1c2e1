-- One row per metric with a history of totals: whether it has a value for a month already.
select
    metric_id,
    bool_or(period = $period and value is not null) as is_in
from metric_value_current
where segment = ''
group by metric_id
having bool_or(period < $period and period >= $since and value is not null)
order by metric_id;
