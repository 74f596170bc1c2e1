-- One row per accepted submission.
insert into upload
values (
    $seq,
    $idempotency_key,
    $kind,
    $file_name,
    $fingerprint,
    $byte_count,
    $author,
    $reason,
    $received_on,
    $uploaded_at,
    $row_count,
    $new_count,
    $restated_count,
    $identical_count,
    $set_aside_count
);
