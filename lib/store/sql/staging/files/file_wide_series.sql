-- One row per metric and segment of a file whose values, former ones included, span a factor of
-- eight.
create or replace temp table wide_series as
with bounds as (
    select
        enum_code(label) as label_code,
        enum_code(segment_text) as segment_code,
        min(abs(number)) as smallest,
        max(abs(number)) as largest
    from file_value
    where number <> 0
    group by label, segment_text
),

named as (
    select
        bounds.label_code,
        bounds.segment_code,
        file_label.metric_id,
        file_segment.segment,
        bounds.smallest * file_label.factor as smallest,
        bounds.largest * file_label.factor as largest
    from bounds
    inner join file_label on bounds.label_code = file_label.code
    inner join file_segment on bounds.segment_code = file_segment.code
),

former as (
    select
        standing.metric_id,
        standing.segment,
        min(abs(standing.value)) as smallest,
        max(abs(standing.value)) as largest
    from metric_value_current as standing
    semi join named
        on standing.metric_id = named.metric_id and standing.segment = named.segment
    where standing.value <> 0
    group by standing.metric_id, standing.segment
)

select
    named.label_code,
    named.segment_code,
    named.metric_id,
    named.segment
from named
left join former using (metric_id, segment)
where
    greatest(named.largest, coalesce(former.largest, 0))
    > 8 * least(named.smallest, coalesce(former.smallest, named.smallest));
