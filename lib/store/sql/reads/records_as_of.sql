-- One row per key of {table} as it stood at a data version.
select {columns}
from {table}
where seq in (select standing.seq from upload_as_of($version) as standing)
qualify row_number() over (partition by {keys} order by seq desc, line_no desc) = 1
order by {keys};
