-- One row per row of a file as typed cells, for the checks that every file passes.
create or replace temp view file_cell as
select
    line_no,
    cast(2 as integer) as column_no,
    metric_id as label,
    cast(value as varchar) as value_text,
    value is null as is_missing,
    false as is_error,
    false as is_target,
    metric_id,
    period,
    period as started_on,
    segment,
    value
from staged_file_value;
