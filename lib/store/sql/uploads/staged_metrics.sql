-- One row per metric and month with a staged total.
select
    metric_id,
    max(period) as last_period,
    list(distinct period) as periods
from {staged}
where segment = '' and value is not null
group by metric_id
order by metric_id;
