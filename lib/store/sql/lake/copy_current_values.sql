-- No row: the file keeps the current values, which the lake derives, in the order of its own.
insert into backup_copy.metric_value_current by name
select * from lake.metric_value_current
order by metric_id, segment, period;
