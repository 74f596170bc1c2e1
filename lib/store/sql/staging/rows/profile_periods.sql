-- One row per text that stands for a period: how often, and first where.
select
    period_text,
    count(*) as row_count,
    min(line_no) as first_line,
    bool_and(is_missing) as is_empty
from incoming_cell
group by period_text
order by first_line;
