-- One row per row of a file, in its order, as the cells of any other file.
create or replace temp table file_row as
select
    row_number() over () + $skip as line_no,
    cast($column_no as integer) as column_no,
    text.label,
    text.unit,
    text.period_text,
    segments.segment,
    text.cell as value_text,
    false as is_target
from (
    select
        trim({label}) as label,
        {unit} as unit,
        {period} as period_text,
        {segment} as segment_text,
        coalesce({value}, '') as cell
    from read_csv(
        $path,
        auto_detect = false,
        header = false,
        columns = $columns,
        delim = $delimiter,
        quote = '"',
        escape = '"',
        null_padding = true,
        strict_mode = false,
        skip = $skip,
        parallel = $parallel
    )
) as text
left join file_segment as segments on text.segment_text is not distinct from segments.segment_text;
