-- One row: whether the file has a table of this name, which no view can stand for.
select count(*) > 0 as holds_table
from duckdb_tables()
where table_name = $name and database_name = current_database() and schema_name = 'main';
