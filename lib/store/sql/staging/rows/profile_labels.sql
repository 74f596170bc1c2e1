-- One row per label and unit of a file: how many values it has and how they are written.
select
    label,
    unit,
    min(line_no) as first_line,
    min(column_no) as column_no,
    count(*) filter (where not is_missing) as value_count,
    count(*) filter (where is_percent) as percent_count,
    count(*) filter (where parts['scale'] <> '') as scaled_count,
    max(parts['unit']) filter (where seconds_of(parts['unit']) is not null) as time_unit,
    count(*) filter (where seconds_of(parts['unit']) is not null) as timed_count,
    max(money) filter (where money in ('€', 'eur', '$', 'usd', '£', 'gbp', 'chf')) as money
from incoming_cell
group by label, unit
order by first_line, column_no;
