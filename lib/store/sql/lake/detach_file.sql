-- No row: closes the file.
detach moved;
