-- One row per metric and factor of its jumps: how many values, and an example.
select
    metric_id,
    factor,
    count(*) as value_count,
    min(line_no) as first_line,
    arg_min(size, line_no) as example,
    arg_min(typical, line_no) as typical
from jump_value
group by metric_id, factor
order by first_line;
