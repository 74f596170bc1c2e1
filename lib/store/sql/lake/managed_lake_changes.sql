-- One row: how many changes the managed database has kept, whatever they are.
select
    (select count(*) from lake.upload)
    + (select count(*) from lake.retraction)
    + (select count(*) from lake.share_link)
    + (select count(*) from lake.doubt)
    + (select count(*) from lake.doubt_answer) as number;
