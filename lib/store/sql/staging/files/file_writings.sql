-- One row: how many values are written in each way, and how many rows could not be placed.
select
    count(*) filter (where writing = 0) as plain_count,
    count(*) filter (where writing = 2) as either_count,
    count(*) filter (
        where writing = 3 or (number <> 0 and not abs(number) between $smallest and $largest)
    ) as other_count,
    count(*) filter (
        where label is null or period_text is null or segment_text is null
    ) as lost_count,
    count(*) as row_count,
    min(rowid) as first_row
from file_value;
