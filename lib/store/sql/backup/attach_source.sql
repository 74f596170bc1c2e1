-- No row: opens the backup {path} beside a new database, to be read, under the name backup_source.
attach {path} as backup_source (read_only);
