-- No row: the rows of the file are staged.
drop table if exists file_value;
