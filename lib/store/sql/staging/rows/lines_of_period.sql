-- One row per line whose period is written in one of the ways asked for.
select distinct
    line_no,
    period_text
from incoming_cell
where period_text in (select unnest($texts))
order by line_no
limit $most;
