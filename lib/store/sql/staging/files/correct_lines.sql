-- No row: the numbers of records become those of lines, where cells of several lines or blank lines
-- make them differ.
update file_row
set line_no = file_line.line_no
from file_line
where file_row.line_no = file_line.record_no;
