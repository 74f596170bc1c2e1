-- One row per upload that has rows in {table}.
select
    seq,
    count(*) as row_count
from {table}
group by seq;
