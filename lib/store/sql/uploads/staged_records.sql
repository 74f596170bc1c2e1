-- One row per staged row of a table of records, as it would be recorded.
select {columns}, line_no
from {staged}
order by line_no;
