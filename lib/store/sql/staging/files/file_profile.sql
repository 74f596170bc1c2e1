-- One row per distinct label, unit, period and segment of a file: what it is, how often.
with cells as (
    select
        {label} as label,
        {unit} as unit,
        {period} as period_text,
        {segment} as segment
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

select
    case grouping(label, period_text, segment)
        when 3 then 'label'
        when 5 then 'period'
        else 'segment'
    end as part,
    coalesce(label, period_text, segment) as text,
    unit,
    count(*) as row_count
from cells
group by grouping sets ((label, unit), (period_text), (segment))
order by part, text, unit;
