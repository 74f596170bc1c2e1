-- One row per table of the lake.
select table_name
from duckdb_tables()
where database_name = 'lake' and not internal and not temporary
order by table_name;
