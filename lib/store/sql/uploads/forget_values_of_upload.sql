-- No row: current values of the keys an upload touched are to be found again.
delete from metric_value_current
using (
    select
        metric_id,
        segment,
        period
    from metric_value
    where seq = $upload_seq
) as touched
where metric_value_current.metric_id = touched.metric_id
    and metric_value_current.segment = touched.segment
    and metric_value_current.period = touched.period;
