-- One row per staged row, under the upload's number.
insert into {table} by name
select
    $seq as seq,
    staged.*
from {staged} as staged;
