-- One row per row of a file, typed, ready to be counted and recorded.
create or replace temp table {staged} as
select * from incoming;
