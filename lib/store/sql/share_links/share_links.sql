-- One row per link as it stands, newest first.
select
    made.share_link_id,
    made.label,
    made.token_hash,
    made.pages,
    made.language,
    made.data_version,
    made.created_at,
    made.expires_at,
    ended.revoked_at,
    made.author,
    made.share_link_id in (select share_link_id from share_link_past) as sees_past
from share_link as made
left join (
    select
        share_link_id,
        min(created_at) as revoked_at
    from share_link
    where is_revoked
    group by share_link_id
) as ended on ended.share_link_id = made.share_link_id
where not made.is_revoked
order by made.seq desc;
