-- One row per undo or redo known at a data version, oldest first.
select
    seq,
    upload_seq,
    is_undone,
    author,
    reason,
    retracted_at
from retraction
where seq <= $version
order by seq;
