-- No row: copies the rows of every table of {main} as they stand in this transaction.
copy from database {main} to backup_copy (data);
