-- No row: staged values that are missing where a value is stored are left out.
delete from {staged}
using metric_value_current as standing
where
    {staged}.value is null
    and standing.value is not null
    and standing.metric_id = {staged}.metric_id
    and standing.segment = {staged}.segment
    and standing.period = {staged}.period;
