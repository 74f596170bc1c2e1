-- One row per cell whose metric and period are known: its number, in the unit of the metric.
create or replace temp table typed_cell as
select
    cells.line_no,
    cells.column_no,
    cells.label,
    cells.value_text,
    cells.is_missing,
    cells.is_error,
    cells.is_target,
    labels.metric_id,
    labels.unit as metric_unit,
    labels.method,
    periods.period,
    periods.started_on,
    periods.grain,
    coalesce(cells.segment, '') as segment,
    case
        when cells.is_missing then null
        when cells.is_doubtful and not regexp_matches(labels.unit, 'EUR|USD|GBP|CHF') then null
        else number_of(cells.parts, marks.mark)
    end as number,
    case
        when cells.is_percent then labels.percent_factor
        when cells.parts['scale'] <> '' then scale_factor(cells.parts['scale']) * labels.scaled_factor
        else coalesce(seconds_of(cells.parts['unit']) / seconds_of(labels.unit), labels.factor)
    end as unit_factor,
    -- a number in the unit of its metric stays as written; only a product needs rounding
    if(unit_factor = 1, number, round(number * unit_factor, 12)) as value
from incoming_cell as cells
inner join label_map as labels
    on
        cells.label is not distinct from labels.label
        and cells.unit is not distinct from labels.written_unit
inner join period_map as periods on cells.period_text is not distinct from periods.period_text
inner join mark_map as marks on cells.column_no = marks.column_no;
