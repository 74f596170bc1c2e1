-- One row: the connection that holds the turn still stands.
select *
from postgres_query('__ducklake_metadata_lake', 'select 1');
