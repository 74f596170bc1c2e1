-- At most one row: the signature of the rows of backup_proof.
create or replace table backup_signature (
    signature varchar not null
);
