-- One row per part of an upload's original bytes, in order.
select bytes
from upload_file
where seq = $seq
order by part;
