-- No row: the managed database can be read and appended to, under the name lake.
attach {catalog} as lake;
