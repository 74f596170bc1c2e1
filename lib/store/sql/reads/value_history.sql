-- One row per value ever received for a metric's months and segment, newest upload first.
select
    metric_value.period,
    metric_value.segment,
    metric_value.value,
    metric_value.seq,
    metric_value.line_no,
    upload.file_name,
    upload.received_on,
    upload.author,
    metric_value.seq in (select standing.seq from upload_as_of($version) as standing) as stands
from metric_value
join upload on upload.seq = metric_value.seq
where metric_value.metric_id = $metric_id
    and metric_value.segment = $segment
    and metric_value.seq <= $version
order by metric_value.period desc, metric_value.seq desc;
