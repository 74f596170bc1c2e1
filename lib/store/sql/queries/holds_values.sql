-- One row: whether any value is current.
select exists (select 1 from metric_value_current) as holds_values;
