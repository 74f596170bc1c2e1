-- One row per key an upload touched: its value as it stands at a data version.
insert into metric_value_current by name
select
    standing.metric_id,
    standing.segment,
    standing.period,
    standing.value,
    standing.seq,
    standing.line_no
from metric_value_as_of($version) as standing
semi join (
    select
        metric_id,
        segment,
        period
    from metric_value
    where seq = $upload_seq
) as touched using (metric_id, segment, period)
order by standing.metric_id, standing.segment, standing.period;
