-- One row per rate that cannot be: outside of 0 to 100 where it must lie there, or far beyond.
select
    line_no,
    column_no,
    value,
    value_text
from {cells}
where
    (metric_id in (select unnest($bounded)) and (value < 0 or value > 100))
    or (metric_id in (select unnest($rates)) and (value < -1000 or value > 1000))
order by line_no, column_no
limit $most;
