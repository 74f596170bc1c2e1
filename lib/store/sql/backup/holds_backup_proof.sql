-- One row: whether the file is a backup that says what it held.
select count(*) > 0 as holds_proof
from duckdb_tables()
where table_name = 'backup_proof' and database_name = current_database();
