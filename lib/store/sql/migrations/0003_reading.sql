-- Reading numbers as people write them, and the answers given for files of one shape.

-- A cell without padding; every kind of space becomes a plain one, every minus and apostrophe too.
create or replace macro cell_text(raw) as trim(
    regexp_replace(
        translate(
            raw,
            chr(9) || chr(160) || chr(8239) || chr(8201) || chr(8199) || chr(8722) || chr(8217),
            '     -'''
        ),
        '[\x{200B}-\x{200F}\x{FEFF}]',
        '',
        'g'
    )
);

-- Whether a cell, as cell_text gives it, says that there is no value.
create or replace macro is_missing_cell(cell) as coalesce(lower(cell), '') in (
    '', '-', '–', '—', 'n/a', 'na', 'n.a.', 'nd', 'n.d.', 'n.d', 'nc', 'n.c.', 'ns', 'null',
    '%null%', 'none', 'nan', ':', '::', '..', '...', '#n/a n/a'
);

-- Whether a cell holds the error of a spreadsheet's formula.
create or replace macro is_formula_error(cell) as regexp_full_match(
    upper(cell),
    '#(DIV/0!|N/A|NA|REF!|VALUE!|VALEUR!|NAME\?|NOM\s?\?|NULL!|NUL!|NUM!|NOMBRE!|CALC!|SPILL!)'
);

-- Sign, currency, digits, exponent, scale and unit of a cell; empty texts where it is no number.
create or replace macro number_parts(cell) as regexp_extract(
    lower(regexp_replace(cell, '^\((.*)\)$', '-\1')),
    '^([-+]?) ?(€|\$|£|eur|usd|chf|gbp)? ?([-+]?)(\d[\d .,'']*|[.,]\d+)(e[-+]?\d+)? ?(k|mds|md|mn|mio|m|g|bn|b)?(€|\$|£)? ?(eur|usd|chf|gbp|%|pts?|pp|points?|s|sec|ms|h|j|d|days?|jours?)?$',
    ['sign', 'currency', 'inner_sign', 'digits', 'exponent', 'scale', 'money', 'unit']
);

-- What the digits of a number prove about its decimal mark: comma, dot, either, plain or none.
create or replace macro mark_of(digits) as case
    when regexp_full_match(digits, '\d+') then 'plain'
    when regexp_full_match(digits, '\d{1,3}( \d{3})+|\d{1,3}(''\d{3})+') then 'plain'
    when regexp_full_match(digits, '[1-9]\d{0,2},\d{3}') then 'either_comma'
    when regexp_full_match(digits, '[1-9]\d{0,2}\.\d{3}') then 'either_dot'
    when regexp_full_match(
        digits, '(\d{1,3}( \d{3})+|\d{1,3}(''\d{3})+|\d{1,3}(\.\d{3})+|\d*),\d+|\d{1,3}(\.\d{3}){2,}'
    ) then 'comma'
    when regexp_full_match(
        digits, '(\d{1,3}( \d{3})+|\d{1,3}(''\d{3})+|\d{1,3}(,\d{3})+|\d*)\.\d+|\d{1,3}(,\d{3}){2,}'
    ) then 'dot'
    else 'none'
end;

-- Thousand, million, thousand million: the factor of a scale letter.
create or replace macro scale_factor(scale) as case
    when scale = 'k' then 1e3
    when scale in ('m', 'mn', 'mio') then 1e6
    when scale in ('md', 'mds', 'g', 'bn', 'b') then 1e9
    else 1e0
end;

-- The number that the parts of a cell hold under a decimal mark, without its scale; null for none.
create or replace macro number_of(parts, mark) as case
    when
        mark_of(trim(parts['digits']))
        in ('plain', 'either_comma', 'either_dot', if(mark = ',', 'comma', 'dot'))
        and (parts['sign'] = '' or parts['inner_sign'] = '')
        then try_cast(
            if(parts['sign'] || parts['inner_sign'] = '-', '-', '') || replace(
                replace(translate(trim(parts['digits']), ' ''', ''), if(mark = ',', '.', ','), ''),
                ',',
                '.'
            ) || parts['exponent'] as double
        )
end;

-- One row per set of answers given for files of one shape.
create table recipe (
    seq bigint not null,
    fingerprint varchar not null,
    name varchar not null,
    kind varchar not null,
    choices varchar not null
);
