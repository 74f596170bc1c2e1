-- No row: the rows of the file are staged.
drop table if exists file_value;
drop table if exists wide_value;
drop table if exists file_total;
