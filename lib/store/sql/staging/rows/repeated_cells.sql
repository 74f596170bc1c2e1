-- One row per value whose metric, period, day and segment stand more than once in a file.
with repeated as (
    select
        metric_id,
        period,
        started_on,
        segment,
        is_target,
        count(*) as row_count,
        count(distinct value) + max(if(value is null, 1, 0)) as value_count
    from typed_cell
    group by metric_id, period, started_on, segment, is_target
    having count(*) > 1
)

select
    cells.line_no,
    cells.column_no,
    cells.label,
    cells.metric_id,
    cells.started_on,
    cells.segment,
    cells.is_target,
    cells.value_text,
    repeated.value_count
from typed_cell as cells
inner join repeated using (metric_id, period, started_on, segment, is_target)
order by cells.metric_id, cells.started_on, cells.segment, cells.line_no, cells.column_no
limit $most;
