-- No row: the staged rows are recorded.
drop view if exists {staged};
