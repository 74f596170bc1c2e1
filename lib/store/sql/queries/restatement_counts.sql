-- One row per metric whose totals were restated at a data version: how often.
select
    metric_id,
    count(*) as restatement_count
from restatement_as_of($version)
where segment = ''
group by metric_id
order by metric_id;
