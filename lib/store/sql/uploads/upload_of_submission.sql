-- At most one row: the upload already recorded for a submission.
select seq
from upload
where idempotency_key = $idempotency_key
order by seq
limit 1;
