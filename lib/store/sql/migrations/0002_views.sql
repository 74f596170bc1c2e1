-- Current, as-of and restated states are views over the append-only tables.

-- One row per upload that stands at a data version: not undone, and first of its submission.
create or replace macro upload_as_of(version) as table
select candidate.seq as seq
from upload as candidate
left join (
    select
        upload_seq,
        arg_max(is_undone, seq) as is_undone
    from retraction
    where seq <= version
    group by upload_seq
) as verdict on verdict.upload_seq = candidate.seq
where candidate.seq <= version and not coalesce(verdict.is_undone, false)
qualify row_number() over (partition by candidate.idempotency_key order by candidate.seq) = 1;

-- One row per metric, period and segment as it stood at a data version.
create or replace macro metric_value_as_of(version) as table
select
    metric_id,
    segment,
    period,
    arg_max_null(value, seq) as value,
    max(seq) as seq,
    arg_max_null(line_no, seq) as line_no
from metric_value
where seq in (select standing.seq from upload_as_of(version) as standing)
group by metric_id, segment, period;

-- One row per restated value of a metric at a data version: what it was, what it became.
create or replace macro restatement_as_of(version) as table
select
    metric_id,
    segment,
    period,
    lag(value) over earlier as former_value,
    value,
    lag(seq) over earlier as former_seq,
    seq
from metric_value
where seq in (select standing.seq from upload_as_of(version) as standing)
window earlier as (partition by metric_id, segment, period order by seq)
qualify lag(seq) over earlier is not null and value is distinct from lag(value) over earlier;
