-- One row per table of which small files were written anew as fewer larger ones.
select
    table_name,
    files_processed,
    files_created
from ducklake_merge_adjacent_files('lake');
