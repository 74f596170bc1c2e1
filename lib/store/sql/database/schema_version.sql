-- One row: the number of the last migration applied, 0 for none.
select coalesce(max(version), 0) as version
from schema_version;
