-- One row per row of a file without repeats, ready to be counted and recorded.
create or replace temp view {staged} as
select
    metric_id,
    period,
    segment,
    value,
    line_no
from file_value;
