-- One row per value of a file in a series that spans a factor of eight.
create or replace temp table wide_value as
select
    wide.metric_id,
    wide.segment,
    file_period.period,
    file_value.number * file_label.factor as value,
    file_value.rowid - getvariable('file_origin') as line_no
from file_value
inner join wide_series as wide
    on
        enum_code(file_value.label) = wide.label_code
        and enum_code(file_value.segment_text) = wide.segment_code
inner join file_label on wide.label_code = file_label.code
inner join file_period on enum_code(file_value.period_text) = file_period.code;
