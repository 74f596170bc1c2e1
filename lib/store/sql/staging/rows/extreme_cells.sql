-- One row per value too large or too small to be a figure of a metric.
select
    line_no,
    column_no,
    value_text
from typed_cell
where isfinite(value) and value <> 0 and (abs(value) > $largest or abs(value) < $smallest)
order by line_no, column_no
limit $most;
