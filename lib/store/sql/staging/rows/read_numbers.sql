-- One row per text: what its digits prove, its scale and unit, its number under either mark.
select
    raw,
    if(is_missing, 'missing', mark_of(trim(parts['digits']))) as mark,
    is_error,
    scale_factor(parts['scale']) as scale,
    parts['unit'] as unit,
    if(is_doubtful, null, number_of(parts, ',')) as with_comma,
    if(is_doubtful, null, number_of(parts, '.')) as with_dot
from (
    select
        raw,
        is_missing_cell(cell_text(raw)) or is_formula_error(cell_text(raw)) as is_missing,
        is_formula_error(cell_text(raw)) as is_error,
        is_doubtful_scale(cell_text(raw)) as is_doubtful,
        number_parts(cell_text(raw)) as parts
    from (select unnest($texts) as raw)
);
