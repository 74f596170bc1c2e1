-- One row per value of a month that has not begun, or of a longer period that has not ended.
select
    line_no,
    column_no,
    period,
    value_text,
    grain
from typed_cell
where
    not is_target
    and value is not null
    and (period > $month or (grain in ('quarter', 'half', 'year') and last_day(period) > $today))
order by line_no, column_no
limit $most;
