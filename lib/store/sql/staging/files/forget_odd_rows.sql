-- No row: the rows that are no values are left out.
delete from file_row
where
    coalesce(label, '') = ''
    or label in (select unnest($labels))
    or period_text in (select unnest($periods))
    or (coalesce(period_text, '') = '' and value_text = '');
