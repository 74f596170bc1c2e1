-- One row per table of a backup.
insert into backup_proof
values ($table_name, $row_count, $digest);
