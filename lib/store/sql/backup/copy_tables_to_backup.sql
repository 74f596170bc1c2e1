-- No row: creates the tables, views and macros of {main} in the copy, without rows.
copy from database {main} to backup_copy (schema);
