-- One row per row of a file that is no value: without a metric, a total, a header again, a note.
select
    line_no,
    label,
    period_text,
    value_text
from file_row
where
    coalesce(label, '') = ''
    or label in (select unnest($labels))
    or period_text in (select unnest($periods))
    or (coalesce(period_text, '') = '' and value_text = '')
order by line_no
limit $most;
