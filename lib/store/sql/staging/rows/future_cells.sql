-- One row per value of a month that has not begun.
select
    line_no,
    column_no,
    period,
    value_text
from typed_cell
where not is_target and value is not null and started_on > $today and period > $month
order by line_no, column_no
limit $most;
