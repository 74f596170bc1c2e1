-- One row per row of a file that holds something beyond the header: its number.
select row_no
from (
    select
        row_number() over () + $skip as row_no,
        coalesce({surplus}) as surplus
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
)
where surplus is not null
order by row_no
limit $most;
