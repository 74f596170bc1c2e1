-- The company whose data these are: one row at most.
create table company (
    seq bigint not null,
    line_no bigint not null,
    company_id varchar not null,
    name varchar,
    logo varchar,
    currency varchar,
    fiscal_start integer,
    time_zone varchar,
    country varchar,
    languages varchar
);
