-- One row per snapshot that the catalogue forgets; what uploads say stays whole.
select snapshot_id
from ducklake_expire_snapshots('lake', older_than => $before);
