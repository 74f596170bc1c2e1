-- No row: names without a database mean those of the lake, for this cursor.
use lake;
