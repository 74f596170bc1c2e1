-- One row per table of the new database: its name, and whether the backup has a table of that name.
select
    known.table_name,
    bool_or(source.table_name is not null) as is_in_backup
from duckdb_tables() as known
left join duckdb_tables() as source
    on
        source.table_name = known.table_name
        and source.database_name = 'backup_source'
        and source.schema_name = 'main'
where
    known.database_name = current_database()
    and not known.internal
    and not known.temporary
group by known.table_name
order by known.table_name;
