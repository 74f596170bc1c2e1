-- One row per act on record, newest first: uploads, edits, undos, links, openings, doubts.
select
    happened_at,
    action,
    subject,
    author
from (
    select
        uploaded_at as happened_at,
        if(kind = 'edit', 'edit', 'upload') as action,
        cast(seq as varchar) || ' · ' || file_name as subject,
        author,
        seq
    from upload
    union all
    select
        retraction.retracted_at,
        if(retraction.is_undone, 'undo', 'redo'),
        cast(retraction.upload_seq as varchar) || ' · ' || upload.file_name,
        retraction.author,
        retraction.seq
    from retraction
    inner join upload on upload.seq = retraction.upload_seq
    union all
    select
        created_at,
        if(is_revoked, 'revoke', 'share'),
        label,
        author,
        seq
    from share_link
    union all
    select
        happened_at,
        action,
        subject,
        author,
        seq
    from audit
    union all
    select
        raised_at,
        'doubt',
        page,
        label,
        seq
    from doubt
    union all
    select
        answered_at,
        'answer',
        doubt_id,
        author,
        seq
    from doubt_answer
) as acts
order by happened_at desc, seq desc
limit $most;
