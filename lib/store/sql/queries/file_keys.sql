-- One row per row of a file: the number of its key.
select key_code
from file_value;
