-- One row per unusual value whose series did not come there step by step, with its factor: the step
-- at which a series jumps tells the factor better than its usual size, which growth moves.
create or replace temp table jump_value as
with grown as (
    select
        metric_id,
        segment
    from jump_step
    group by metric_id, segment
    having max(abs(ln(ratio))) < ln(8)
),

restated as (
    select
        candidate.metric_id,
        candidate.segment
    from jump_candidate as candidate
    inner join metric_value_current as standing using (metric_id, segment, period)
    where standing.value <> 0 and abs(ln(candidate.size / abs(standing.value))) >= ln(8)
),

steep as (
    select
        metric_id,
        segment,
        arg_max(ratio, abs(ln(ratio))) as ratio
    from jump_step
    group by metric_id, segment
    having max(abs(ln(ratio))) >= ln(60)
),

measured as (
    select
        candidate.* exclude (ratio),
        coalesce(steep.ratio, candidate.ratio) as ratio
    from jump_candidate as candidate
    left join steep using (metric_id, segment)
    where
        (metric_id, segment) not in (select (grown.metric_id, grown.segment) from grown)
        or (metric_id, segment) in (select (restated.metric_id, restated.segment) from restated)
)

select
    metric_id,
    segment,
    period,
    line_no,
    size,
    typical,
    case
        when ratio > 1 then if(ratio < 320, 100, power(1000, greatest(1, round(log10(ratio) / 3))))
        else if(ratio > 0.0032, 0.01, 0.001)
    end as factor
from measured;
