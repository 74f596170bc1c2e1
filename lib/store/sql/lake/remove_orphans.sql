-- One row per file removed that no catalogue ever named: what a killed upload left.
select path
from ducklake_delete_orphaned_files('lake', older_than => $before);
