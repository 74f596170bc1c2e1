-- No row: closes the copy.
detach backup_copy;
