-- One row per metric, month and segment that two uploads do not give alike.
with first_upload as (
    select
        metric_id,
        period,
        segment,
        value,
        true as is_in
    from metric_value
    where seq = $first
),

second_upload as (
    select
        metric_id,
        period,
        segment,
        value,
        true as is_in
    from metric_value
    where seq = $second
)

select
    metric_id,
    period,
    segment,
    first_upload.value as first_value,
    second_upload.value as second_value,
    coalesce(first_upload.is_in, false) as is_in_first,
    coalesce(second_upload.is_in, false) as is_in_second
from first_upload
full join second_upload using (metric_id, period, segment)
where
    first_upload.is_in is distinct from second_upload.is_in
    or first_upload.value is distinct from second_upload.value
order by metric_id, segment, period
limit $most;
