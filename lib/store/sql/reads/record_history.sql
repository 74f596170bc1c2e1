-- One row per key of {table} and upload that stands at a data version, oldest upload first.
select
    {columns},
    seq,
    submission_received_on,
    submission_author
from {table}
join (
    select
        seq as submission_seq,
        received_on as submission_received_on,
        author as submission_author
    from upload
) as submission on submission_seq = seq
where seq in (select standing.seq from upload_as_of($version) as standing)
qualify row_number() over (partition by {keys}, seq order by line_no desc) = 1
order by {keys}, seq;
