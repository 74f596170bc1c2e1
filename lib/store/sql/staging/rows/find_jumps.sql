-- One row per value that is about 100 or 1,000 times those its metric has had, or the inverse.
create or replace temp table jump_candidate as
with compared as (
    select
        staged.metric_id,
        staged.segment,
        staged.period,
        abs(staged.value) as size,
        staged.line_no,
        abs(staged.value) / usual.typical as ratio,
        usual.typical,
        usual.smallest,
        usual.largest
    from {staged} as staged
    inner join usual_size as usual
        on staged.metric_id = usual.metric_id and staged.segment = usual.segment
    where staged.value <> 0 and isfinite(staged.value)
)

select *
from compared
where
    (
        ratio between 60 and 160
        or ratio >= 600
        or ratio between 0.00625 and 0.01667
        or ratio between 0.000625 and 0.001667
    )
    and (size > 8 * largest or size < smallest / 8);
