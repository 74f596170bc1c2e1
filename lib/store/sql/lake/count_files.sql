-- One row: how many data files the latest snapshot names, and their bytes.
select
    coalesce(sum(file_count), 0) as file_count,
    coalesce(sum(file_size_bytes), 0) as byte_count
from ducklake_table_info('lake');
