-- One row: how many staged rows are in all, new, and identical to what stands at a data version.
with standing as (
    select {columns}
    from {table}
    where seq in (select live.seq from upload_as_of($version) as live)
    qualify row_number() over (partition by {keys} order by seq desc, line_no desc) = 1
),

identical as (
    select {columns} from {staged}
    intersect
    select {columns} from standing
)

select
    (select count(*) from {staged}) as row_count,
    (select count(*) from {staged} anti join standing using ({keys})) as new_count,
    (select count(*) from identical) as identical_count;
