-- One row: whether any value was ever recorded.
select exists (select 1 from metric_value) as holds_values;
