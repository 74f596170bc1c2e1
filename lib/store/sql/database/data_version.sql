-- One row: the number of the latest upload or retraction, 0 for none.
select greatest(
    coalesce((select max(upload.seq) from upload), 0),
    coalesce((select max(retraction.seq) from retraction), 0)
) as data_version;
