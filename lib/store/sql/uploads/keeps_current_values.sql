-- One row: whether current values are a table to be kept up to date, rather than a view.
select type = 'duckdb' as keeps_values
from duckdb_databases()
where database_name = current_database();
