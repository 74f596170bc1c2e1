-- One row per metric, period and segment: its value, days made into months, repeats resolved.
create or replace temp table {staged} as
with single as (
    select
        metric_id,
        period,
        segment,
        started_on,
        case $duplicates
            when 'first' then arg_min_null(value, (line_no, column_no))
            when 'sum' then sum(value)
            when 'mean' then avg(value)
            else arg_max_null(value, (line_no, column_no))
        end as value,
        case $duplicates
            when 'first' then min(line_no)
            else max(line_no)
        end as line_no
    from typed_cell
    where not is_target
    group by metric_id, period, segment, started_on
)

select
    single.metric_id,
    single.period,
    single.segment,
    case any_value(methods.method)
        when 'sum' then sum(single.value)
        when 'mean' then avg(single.value)
        else arg_max_null(single.value, single.started_on)
    end as value,
    max(single.line_no) as line_no
from single
left join method_map as methods using (metric_id)
group by single.metric_id, single.period, single.segment;
