-- One row: how many staged values are in all, new, and identical to the current ones.
select
    count(*) as row_count,
    count(*) filter (where standing.seq is null) as new_count,
    count(*) filter (
        where standing.seq is not null and standing.value is not distinct from incoming.value
    ) as identical_count
from {staged} as incoming
left join metric_value_current as standing using (metric_id, segment, period);
