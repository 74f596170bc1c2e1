-- No row: the rows that the new file has of itself go, since the backup's take their place.
delete from schema_version;
