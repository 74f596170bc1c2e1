-- One row per table of the database, the current values also where they are a view: its name and
-- what makes one row of it a text, in the order of its columns. Bytes enter by their own digest;
-- what is missing by a sign no text holds.
select
    c.table_name,
    string_agg(
        format(
            case
                when c.data_type = 'BLOB' then 'coalesce(md5("{}"), chr(30))'
                else 'coalesce("{}"::varchar, chr(30))'
            end,
            c.column_name
        ),
        ', '
        order by c.column_index
    ) as row_text
from duckdb_columns() as c
left join duckdb_tables() as t
    on c.table_oid = t.table_oid and c.database_oid = t.database_oid
where
    c.database_name = current_database()
    and not c.internal
    and (not t.temporary or c.table_name = 'metric_value_current')
    and c.table_name not in ('backup_proof', 'backup_signature')
group by c.table_name
order by c.table_name;
