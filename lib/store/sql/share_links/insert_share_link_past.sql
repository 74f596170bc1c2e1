-- One row per link that opens earlier states of the data.
insert into share_link_past
select
    coalesce(max(held.seq), 0) + 1,
    $share_link_id
from share_link_past as held;
