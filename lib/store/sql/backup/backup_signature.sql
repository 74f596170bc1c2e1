-- At most one row: the signature of what the backup says it holds.
select signature
from backup_signature;
