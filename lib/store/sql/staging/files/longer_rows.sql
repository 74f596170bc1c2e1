-- One row per row of a file whose period is longer than others of its metric.
select
    line_no,
    label,
    period_text,
    value_text
from file_row
where
    period_text in (select unnest($longer))
    and label in (
        select dated.label
        from file_row as dated
        where dated.period_text in (select unnest($shorter))
    )
order by line_no
limit $most;
