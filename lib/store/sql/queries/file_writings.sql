-- One row: how many values are written in each way, and how many rows could not be placed.
select
    count(*) filter (where writing = 0) as plain_count,
    count(*) filter (where writing = 2) as either_count,
    count(*) filter (where writing = 3) as other_count,
    count(*) filter (where metric_id is null or period is null or segment is null) as lost_count,
    count(*) as row_count
from file_value;
