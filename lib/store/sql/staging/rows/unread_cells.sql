-- One row per cell that holds neither a number nor a sign for a missing one, or an error.
select
    line_no,
    column_no,
    value_text,
    is_error
from typed_cell
where is_error or (not is_missing and (value is null or not isfinite(value)))
order by line_no, column_no
limit $most;
