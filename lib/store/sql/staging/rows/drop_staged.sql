-- No row: the staged rows are recorded.
drop table if exists {staged};
