-- One row per metric of a large file: the line on which it first stands.
select
    metric_id,
    min(line_no) as first_line
from file_value
group by metric_id;
