-- One row per doubt with its latest answer, newest first.
select
    doubt.doubt_id,
    doubt.raised_at,
    doubt.share_link_id,
    doubt.label,
    doubt.page,
    doubt.data_version,
    doubt.text,
    answer.text as answer,
    answer.author as answered_by,
    answer.answered_at,
    coalesce(answer.is_hidden, false) as is_hidden
from doubt
left join (
    select
        doubt_id,
        arg_max(text, seq) as text,
        arg_max(author, seq) as author,
        arg_max(is_hidden, seq) as is_hidden,
        max(answered_at) as answered_at
    from doubt_answer
    group by doubt_id
) as answer on answer.doubt_id = doubt.doubt_id
order by doubt.raised_at desc, doubt.seq desc;
