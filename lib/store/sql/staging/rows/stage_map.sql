-- One row per text of a file and what it was found to mean.
create or replace temp table {meaning} as
select * from incoming;
