-- No row: opens the file {path} beside the database, under the name backup_copy.
attach {path} as backup_copy;
