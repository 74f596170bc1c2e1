-- One row per metric and month: its target, the last one of the file where it repeats.
create or replace temp table {staged} as
select
    metric_id,
    period,
    arg_max_null(value, (line_no, column_no)) as value,
    cast(null as integer) as version,
    cast(null as date) as set_on,
    cast(null as varchar) as reason,
    max(line_no) as line_no
from typed_cell
where is_target and segment = '' and value is not null
group by metric_id, period;
