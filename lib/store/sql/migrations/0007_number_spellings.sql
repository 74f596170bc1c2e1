-- More spellings of numbers, and units that were read as scales: 310 ms was 310 million seconds.

-- Whether a cell, as cell_text gives it, says that there is no value.
create or replace macro is_missing_cell(cell) as coalesce(lower(cell), '') in (
    '', '-', '–', '—', 'n/a', 'na', 'n.a.', 'nd', 'n.d.', 'n.d', 'nc', 'n.c.', 'ns', 'null',
    '%null%', 'none', 'nan', ':', '::', '..', '...', '#n/a n/a', '$-', '$ -', '€-', '-€', '- €',
    '£-', '£ -'
);

-- A cell with its sign in front: '-47, 1.234,50- and EUR (210.00) as people and tools write them.
create or replace macro signed_text(cell) as regexp_replace(
    regexp_replace(
        regexp_replace(cell, '^''([-+]?[\d.,])', '\1'),
        '^([^-\d()]*)\((.*\d.*)\)([^\d()]{0,4})$',
        '-\1\2\3'
    ),
    '^([^-+]*\d)-$',
    '-\1'
);

-- Sign, currency, digits, exponent, scale and unit of a cell; empty texts where it is no number.
-- A scale stands alone or before a currency: the m of 310 ms belongs to the unit.
create or replace macro number_parts(cell) as regexp_extract(
    lower(signed_text(cell)),
    '^([-+]?) ?(€|\$|£|eur|usd|chf|gbp)? ?([-+]?)(\d[\d .,'']*|[.,]\d+)(e[-+]?\d+)?(?: ?(k|mds|md|mn|mio|m|g|bn|b)? ?(€|\$|£|eur|usd|chf|gbp)?| ?(%|pts?|pp|points?|s|sec|ms|h|j|d|days?|jours?))$',
    ['sign', 'currency', 'inner_sign', 'digits', 'exponent', 'scale', 'money', 'unit']
);

-- Whether the letter after a number may as well be a unit or a flag: 250 g, 3m, 3.1 b.
create or replace macro is_doubtful_scale(cell) as
regexp_full_match(cell, '.*\d ?(m|g|b|mn|G)\)?')
and not regexp_matches(cell, '[€$£]|eur|usd|chf|gbp', 'i');

-- Seconds of a unit of time as cells and metrics write it; null for other units.
create or replace macro seconds_of(unit) as cast(
    case
        when unit = 'ms' then 0.001
        when unit in ('s', 'sec') then 1
        when unit in ('h', 'hours') then 3600
        when unit in ('j', 'd', 'day', 'days', 'jour', 'jours') then 86400
    end as double
);
