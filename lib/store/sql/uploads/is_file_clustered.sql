-- One row: whether the rows of each label of a large file lie together.
select coalesce(sum(span) <= 4 * sum(row_count), true) as is_clustered
from (
    select
        max(rowid) - min(rowid) + 1 as span,
        count(*) as row_count
    from file_value
    group by label
);
