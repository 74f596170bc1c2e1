-- No row: what to take from the number of a row of a large file to have its line.
set variable file_origin = $origin;
