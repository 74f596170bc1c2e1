-- One row, once no other replica holds the turn; it is given back with the transaction.
select *
from postgres_query(
    '__ducklake_metadata_lake', 'select cast(pg_advisory_xact_lock(7461601) as text)'
);
