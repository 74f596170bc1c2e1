-- No row: a database that serves is no backup.
drop table if exists backup_proof;
