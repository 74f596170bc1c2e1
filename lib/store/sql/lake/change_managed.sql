-- One row: how many changes the managed database has kept, whatever they are.
select
    (select count(*) from upload)
    + (select count(*) from retraction)
    + (select count(*) from share_link)
    + (select count(*) from doubt)
    + (select count(*) from doubt_answer) as number;
