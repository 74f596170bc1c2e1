-- One row: how many rows a staged table holds.
select count(*) as row_count
from {staged};
