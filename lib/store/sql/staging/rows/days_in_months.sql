-- One row per metric that has several days or weeks in a month: how many at most.
with counted as (
    select
        metric_id,
        any_value(label) as label,
        any_value(method) as method,
        min(line_no) as first_line,
        count(distinct started_on) as day_count
    from typed_cell
    where not is_target
    group by metric_id, period, segment
    having count(distinct started_on) > 1
)

select
    metric_id,
    any_value(label) as label,
    any_value(method) as method,
    min(first_line) as first_line,
    max(day_count) as day_count
from counted
group by metric_id
order by first_line;
