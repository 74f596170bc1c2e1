-- One row: whether the rows of each metric lie together, so that they need no sorting.
select coalesce(sum(span) <= 4 * sum(row_count), true) as is_clustered
from (
    select
        max(line_no) - min(line_no) + 1 as span,
        count(*) as row_count
    from {staged}
    group by metric_id
);
