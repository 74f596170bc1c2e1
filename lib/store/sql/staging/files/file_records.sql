-- One row per row at the top of a large file, typed.
with top_rows as (
    select
        rowid as row_no,
        *
    from file_value
    limit $most
)

select
    file_label.metric_id,
    file_period.period,
    file_segment.segment,
    top_rows.number * file_label.factor as value,
    top_rows.row_no - getvariable('file_origin') as line_no
from top_rows
inner join file_label on enum_code(top_rows.label) = file_label.code
inner join file_period on enum_code(top_rows.period_text) = file_period.code
inner join file_segment on enum_code(top_rows.segment_text) = file_segment.code
order by line_no;
