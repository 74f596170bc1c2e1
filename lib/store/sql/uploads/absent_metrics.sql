-- One row per metric that the upload before brought and a file does not bring any more.
-- The upload before shares a metric with the file, or has its name but for figures; a file with
-- less than half of its metrics is another one.
with incoming as (
    select distinct metric_id
    from {staged}
),

recent as (
    select
        upload.seq,
        list_unique(
            list_transform(
                [upload.file_name, $file_name],
                lambda name: regexp_replace(
                    regexp_replace(name, '_[a-z][.]', '.'), '[0-9]+', '', 'g'
                )
            )
        ) = 1 as has_name
    from upload
    where upload.kind = 'metric_value'
        and upload.seq in (select live.seq from upload_as_of($version) as live)
    order by upload.seq desc
    limit 50
),

brought as (
    select distinct
        metric_value.seq,
        metric_value.metric_id
    from metric_value
    where metric_value.seq in (select recent.seq from recent)
),

before as (
    select max(brought.seq) as seq
    from brought
    inner join recent using (seq)
    where
        recent.has_name
        or brought.metric_id in (select incoming.metric_id from incoming)
)

select brought.metric_id
from brought
inner join before using (seq)
where brought.metric_id not in (select incoming.metric_id from incoming)
    and (select count(*) from brought as whole inner join before using (seq))
    <= 2 * (select count(*) from incoming)
order by brought.metric_id;
