-- One row per act that leaves no other trace.
insert into audit
select
    coalesce(max(held.seq), 0) + 1,
    $happened_at,
    $action,
    $subject,
    $author
from audit as held;
