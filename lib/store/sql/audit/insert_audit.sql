-- One row per act that leaves no other trace; the parameters are lists of one length, oldest first.
insert into audit
select
    latest.seq + acts.place,
    acts.happened_at,
    acts.action,
    acts.subject,
    acts.author
from (select coalesce(max(seq), 0) as seq from audit) as latest
cross join (
    select
        generate_subscripts($happened_at, 1) as place,
        unnest($happened_at) as happened_at,
        unnest($action) as action,
        unnest($subject) as subject,
        unnest($author) as author
) as acts;
