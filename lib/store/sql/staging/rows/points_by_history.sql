-- One row per column whose cells such as 1.234, with a decimal point, are like what their metrics
-- have been, and with a mark for thousands are not.
with typical as (
    select
        metric_id,
        segment,
        median(abs(value)) as size
    from metric_value_current
    where value <> 0
    group by metric_id, segment
)

select cells.column_no
from incoming_cell as cells
left join (
    select
        unnest($labels) as label,
        unnest($metric_ids) as metric_id
) as named on cells.label = named.label
left join typical
    on named.metric_id = typical.metric_id and coalesce(cells.segment, '') = typical.segment
where cells.mark in ('either_dot', 'either_comma')
group by cells.column_no
having
    bool_and(cells.mark = 'either_dot')
    and bool_and(
        coalesce(abs(number_of(cells.parts, '.')) between typical.size / 5 and typical.size * 5, false)
    );
