-- One row per row of a file, in its order: metric, month, segment, value, how it is written.
create or replace temp table file_value as
select
    labels.metric_id,
    periods.period,
    segments.segment,
    case
        when regexp_full_match(text.cell, $plain)
            then try_cast(if($mark = ',', replace(text.cell, ',', '.'), text.cell) as double) * labels.factor
    end as value,
    case
        when regexp_full_match(text.cell, $plain)
            then if(length(text.cell) - instr(text.cell, $mark) = 3 and contains(text.cell, $mark), 2, 0)
        else if(coalesce(text.cell, '') = '', 1, 3)
    end::utinyint as writing,
    labels.code + periods.code + segments.code as key_code,
    text.line_no
from (
    select
        {label} as label,
        {unit} as unit,
        {period} as period_text,
        {segment} as segment_text,
        {value} as cell,
        row_number() over () + $skip as line_no
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
left join file_label as labels
    on
        text.label is not distinct from labels.label
        and text.unit is not distinct from labels.unit
left join file_period as periods on text.period_text = periods.period_text
left join file_segment as segments on text.segment_text is not distinct from segments.segment_text;
