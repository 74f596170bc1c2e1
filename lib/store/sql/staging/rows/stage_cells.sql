-- One row per cell of a file that may hold a value: where it stands, what it says, what it proves.
create or replace temp table incoming_cell as
with cleaned as (
    select
        * exclude (value_text),
        value_text,
        cell_text(value_text) as cell
    from {cells}
),

parted as (
    select
        *,
        is_missing_cell(cell) or is_formula_error(cell) as is_missing,
        is_formula_error(cell) as is_error,
        number_parts(cell) as parts
    from cleaned
)

select
    line_no,
    column_no,
    label,
    unit,
    period_text,
    segment,
    is_target,
    value_text,
    is_missing,
    is_error,
    parts,
    if(is_missing, 'missing', mark_of(trim(parts['digits']))) as mark,
    parts['unit'] = '%' as is_percent,
    is_doubtful_scale(cell)
    and column_no not in (select column_no from parted where parts['scale'] = 'k') as is_doubtful,
    coalesce(nullif(parts['money'], ''), nullif(parts['currency'], ''), parts['unit']) as money
from parted;
