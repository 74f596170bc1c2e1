-- One row per row of a file without repeats, ready to be counted and recorded.
create or replace temp view {staged} as
select
    file_label.metric_id,
    file_period.period,
    file_segment.segment,
    file_value.number * file_label.factor as value,
    file_value.rowid - getvariable('file_origin') as line_no
from file_value
inner join file_label on enum_code(file_value.label) = file_label.code
inner join file_period on enum_code(file_value.period_text) = file_period.code
inner join file_segment on enum_code(file_value.segment_text) = file_segment.code;
