-- No row: the values of a metric that jumped by a factor are brought back by it.
update typed_cell
set value = round(typed_cell.value / $factor, 12)
from jump_value
where
    jump_value.metric_id = $metric_id
    and jump_value.factor = $factor
    and typed_cell.metric_id = jump_value.metric_id
    and typed_cell.segment = jump_value.segment
    and typed_cell.period = jump_value.period
    and not typed_cell.is_target;
