-- One row per line of the benchmark's file.
copy raw_value from ? (header);
