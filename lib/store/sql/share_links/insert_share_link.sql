-- One row per link made, and one more when it is revoked.
insert into share_link
select
    coalesce(max(held.seq), 0) + 1,
    $share_link_id,
    $label,
    $token_hash,
    $pages,
    $language,
    $data_version,
    $created_at,
    $expires_at,
    $is_revoked,
    $author
from share_link as held;
