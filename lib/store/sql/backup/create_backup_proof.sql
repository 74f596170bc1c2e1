-- One row per table of a backup: what it held when it was copied.
create or replace table backup_proof (
    table_name varchar not null,
    row_count bigint not null,
    digest varchar not null
);
