-- No row: the file is about to be told which versions the tables of the lake went through.
delete from backup_copy.schema_version;
