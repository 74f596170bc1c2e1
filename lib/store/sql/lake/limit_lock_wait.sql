-- One row: how long this transaction waits for its turn.
select *
from postgres_query('__ducklake_metadata_lake', 'select set_config(''lock_timeout'', ''60s'', true)');
