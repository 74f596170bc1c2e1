-- One row per month before or at which a series with unusual values becomes usual, or the inverse:
-- the factor between the month and the one before, above 1 where the unusual side is larger.
create or replace temp table jump_step as
with series as (
    select
        staged.metric_id,
        staged.segment,
        staged.period,
        abs(staged.value) as size
    from {staged} as staged
    semi join jump_candidate using (metric_id, segment)
    where staged.value <> 0 and isfinite(staged.value)
    union all
    select
        standing.metric_id,
        standing.segment,
        standing.period,
        abs(standing.value) as size
    from metric_value_current as standing
    semi join jump_candidate using (metric_id, segment)
    anti join {staged} using (metric_id, segment, period)
    where standing.value <> 0
),

neighbour as (
    select
        series.metric_id,
        series.segment,
        candidate.size is not null as is_unusual,
        lag(candidate.size is not null) over by_month as was_unusual,
        series.size / lag(series.size) over by_month as step
    from series
    left join jump_candidate as candidate using (metric_id, segment, period)
    window by_month as (partition by series.metric_id, series.segment order by series.period)
)

select
    metric_id,
    segment,
    if(is_unusual, step, 1 / step) as ratio
from neighbour
where is_unusual <> was_unusual;
