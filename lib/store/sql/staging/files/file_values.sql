-- One row per row of a file, in its order: label, period, segment, number, how it is written.
create or replace temp table file_value as
select
    try_cast(coalesce({label}, '') as file_label_text) as label,
    try_cast(coalesce({period}, '') as file_period_text) as period_text,
    try_cast(coalesce({segment}, '') as file_segment_text) as segment_text,
    case
        when regexp_full_match({value}, $plain)
            then try_cast(if($mark = ',', replace({value}, ',', '.'), {value}) as double)
    end as number,
    case
        when coalesce({surplus}) is not null then 3
        when regexp_full_match({value}, $plain)
            then if(
                length({value}) - instr({value}, $mark) = 3 and contains({value}, $mark), 2, 0
            )
        else if(coalesce({value}, '') = '', 1, 3)
    end::utinyint as writing
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
);
