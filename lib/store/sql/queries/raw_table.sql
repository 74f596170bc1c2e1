-- One row per line of the benchmark's file.
create table raw_value (
    metric varchar,
    period date,
    segment varchar,
    value double
);
