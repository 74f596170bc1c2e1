-- One row per column of values: what its cells prove about the decimal mark, with examples.
select
    column_no,
    count(*) filter (where mark = 'comma') as comma_count,
    count(*) filter (where mark = 'dot') as dot_count,
    count(*) filter (where mark in ('either_comma', 'either_dot')) as either_count,
    arg_min(value_text, line_no) filter (where mark in ('either_comma', 'either_dot')) as either_text,
    min(line_no) filter (where mark = 'comma') as comma_line,
    min(line_no) filter (where mark = 'dot') as dot_line
from incoming_cell
group by column_no
order by column_no;
