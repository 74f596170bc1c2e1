-- One row per metric and month of a large file that has a total.
create or replace temp table file_total as
with found as (
    select distinct
        label,
        period_text
    from file_value
    where
        number is not null
        and enum_code(segment_text) in (
            select file_segment.code from file_segment where file_segment.segment = ''
        )
)

select
    file_label.metric_id,
    file_period.period,
    '' as segment,
    1.0 as value
from found
inner join file_label on enum_code(found.label) = file_label.code
inner join file_period on enum_code(found.period_text) = file_period.code;
