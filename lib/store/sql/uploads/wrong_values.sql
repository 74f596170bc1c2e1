-- One row per upload whose values, as they are shown, are not those that the uploads give.
select coalesce(shown.seq, expected.seq) as seq
from (
    select
        seq,
        count(*) as row_count,
        sum(hash(metric_id, segment, period, value, line_no)) as digest
    from metric_value_current
    group by seq
) as shown
full join (
    select
        seq,
        count(*) as row_count,
        sum(hash(metric_id, segment, period, value, line_no)) as digest
    from metric_value_as_of(9223372036854775807)
    group by seq
) as expected on expected.seq = shown.seq
where (shown.row_count, shown.digest) is distinct from (expected.row_count, expected.digest)
order by seq;
