-- No row: the rows of a table of {source} are added to the same table of {target}.
insert into {target}.{table} by name
select * from {source}.{table};
