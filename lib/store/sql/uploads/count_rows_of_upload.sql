-- One row: how many rows of {table} an upload brought.
select count(*) as row_count
from {table}
where seq = $seq;
