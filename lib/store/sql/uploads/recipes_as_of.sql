-- One row per shape of file: the answers that stand at a data version.
select
    fingerprint,
    name,
    kind,
    choices,
    seq
from recipe
where seq in (select standing.seq from upload_as_of($version) as standing)
qualify row_number() over (partition by fingerprint order by seq desc) = 1
order by seq desc;
