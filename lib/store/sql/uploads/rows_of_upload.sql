-- One row per key of {table} as one upload wrote it.
select {columns}
from {table}
where seq = $seq
qualify row_number() over (partition by {keys} order by line_no desc) = 1
order by {keys};
