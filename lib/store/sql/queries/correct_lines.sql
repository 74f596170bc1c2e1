-- No row: the numbers of records become those of lines, where cells of several lines or blank lines
-- make them differ.
update {rows}
set line_no = file_line.line_no
from file_line
where {rows}.line_no = file_line.record_no;
