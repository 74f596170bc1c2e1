-- One row: the name under which the database is attached.
select current_database() as name;
