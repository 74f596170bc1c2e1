-- No row: copies every table, view and macro of {main} as they stand at this instant.
copy from database {main} to backup_copy;
