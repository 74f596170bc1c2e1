-- One row: how many rows {table} holds, and a digest that their order does not change.
select
    count(*) as row_count,
    coalesce(sum(md5_number_lower(concat_ws(chr(31), {row_text}))), 0)::varchar as digest
from {table};
