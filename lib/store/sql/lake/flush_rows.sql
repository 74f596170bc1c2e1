-- One row per table whose few rows were written from the catalogue into a file.
select
    table_name,
    rows_flushed
from ducklake_flush_inlined_data('lake');
