-- No row: the rows whose period is longer than others of their metric are left out.
delete from file_row
where
    period_text in (select unnest($longer))
    and label in (
        select dated.label
        from file_row as dated
        where dated.period_text in (select unnest($shorter))
    );
