-- One row per staged value in the order of the file.
select
    metric_id,
    period,
    segment,
    value,
    line_no
from {staged}
order by line_no, metric_id, period, segment
limit $most;
