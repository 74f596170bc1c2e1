-- One row per metric whose totals were restated at a data version: how often.
-- Only the total's empty name comes before chr(1); unlike equality with it, the order lets the scan
-- pass over row groups that have no total.
select
    metric_id,
    count(*) as restatement_count
from restatement_as_of($version)
where segment < chr(1)
group by metric_id
order by metric_id;
