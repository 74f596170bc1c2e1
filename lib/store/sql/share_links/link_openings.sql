-- One row per link ever opened: how often, and when last.
select
    subject as share_link_id,
    count(*) as times,
    max(happened_at) as last_at
from audit
where action in ('open', 'brief')
group by subject;
