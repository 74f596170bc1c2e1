-- One row: the signature of what the backup says it holds.
insert into backup_signature
values ($signature);
