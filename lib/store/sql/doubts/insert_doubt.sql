-- One row per doubt.
insert into doubt
select
    coalesce(max(held.seq), 0) + 1,
    $doubt_id,
    $raised_at,
    $share_link_id,
    $label,
    $page,
    $data_version,
    $text
from doubt as held;
