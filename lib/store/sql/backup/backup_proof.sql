-- One row per table of a backup: what it held when it was copied.
select
    table_name,
    row_count,
    digest
from backup_proof
order by table_name;
