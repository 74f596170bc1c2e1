-- One row per metric that came with the staged ones the month before, and does not come now.
-- Only the total's empty name comes before chr(1); unlike equality with it, the order lets the scan
-- pass over row groups that have no total.
with incoming as (
    select distinct
        metric_id,
        period
    from {staged}
    where segment = '' and value is not null
),

latest as (select max(period) as period from incoming),

before as (
    select
        standing.metric_id,
        standing.seq
    from metric_value_current as standing, latest
    where
        standing.segment < chr(1)
        and standing.value is not null
        and standing.period = latest.period - interval 1 month
),

companion as (
    select before.seq
    from before
    semi join incoming using (metric_id)
    group by before.seq
    having count(*) >= 3 and 2 * count(*) > (select count(distinct metric_id) from incoming)
)

select
    before.metric_id,
    latest.period
from before, latest
where
    before.seq in (select companion.seq from companion)
    and before.metric_id not in (
        select incoming.metric_id from incoming where incoming.period = latest.period
    )
    and before.metric_id not in (
        select standing.metric_id
        from metric_value_current as standing
        where
            standing.period = latest.period
            and standing.segment < chr(1)
            and standing.value is not null
    )
order by before.metric_id;
