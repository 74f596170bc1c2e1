-- One row per metric of a large file: the line on which it first stands.
with firsts as (
    select
        label,
        min(rowid) as row_no
    from file_value
    group by label
)

select
    file_label.metric_id,
    firsts.row_no - getvariable('file_origin') as first_line
from firsts
inner join file_label on enum_code(firsts.label) = file_label.code;
