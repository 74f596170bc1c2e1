-- One row per upload at a data version, newest first; $seq chooses one of them, null all.
select
    upload.seq,
    upload.kind,
    upload.file_name,
    upload.fingerprint,
    upload.byte_count,
    upload.author,
    upload.reason,
    upload.received_on,
    upload.uploaded_at,
    upload.row_count,
    upload.new_count,
    upload.restated_count,
    upload.identical_count,
    upload.set_aside_count,
    coalesce(verdict.is_undone, false) as is_undone
from upload
left join (
    select
        upload_seq,
        arg_max(is_undone, seq) as is_undone
    from retraction
    where seq <= $version
    group by upload_seq
) as verdict on verdict.upload_seq = upload.seq
where upload.seq <= $version and ($seq is null or upload.seq = $seq)
order by upload.seq desc;
