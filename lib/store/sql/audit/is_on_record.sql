-- Whether an act that leaves no other trace was recorded.
select count(*) > 0 from audit
where
    action = $action
    and subject = $subject;
