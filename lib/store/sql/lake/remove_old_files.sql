-- One row per file removed, which no snapshot that is kept names any more.
select path
from ducklake_cleanup_old_files('lake', older_than => $before);
