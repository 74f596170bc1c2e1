-- One row per cell of a file that may hold a value: where it stands, what it says, what it proves.
create or replace temp table incoming_cell as
with cleaned as (
    select
        * exclude (value_text),
        value_text,
        cell_text(value_text) as cell,
        -- most cells are plain numbers: they are spared the expressions for all other spellings
        coalesce(regexp_full_match(value_text, '-?\d+([.,]\d+)?'), false) as is_plain
    from {cells}
),

parted as (
    select
        *,
        not is_plain and (is_missing_cell(cell) or is_formula_error(cell)) as is_missing,
        not is_plain and is_formula_error(cell) as is_error,
        case
            when is_plain
                then {{
                    'sign': if(starts_with(value_text, '-'), '-', ''),
                    'currency': '',
                    'inner_sign': '',
                    'digits': ltrim(value_text, '-'),
                    'exponent': '',
                    'scale': '',
                    'money': '',
                    'unit': ''
                }}
            else number_parts(cell)
        end as parts
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
    not is_plain
    and is_doubtful_scale(cell)
    and column_no not in (select column_no from parted where parts['scale'] = 'k') as is_doubtful,
    coalesce(nullif(parts['money'], ''), nullif(parts['currency'], ''), parts['unit']) as money
from parted;
