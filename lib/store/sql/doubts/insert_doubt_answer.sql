-- One row per answer; the latest of a doubt stands.
insert into doubt_answer
select
    coalesce(max(held.seq), 0) + 1,
    $doubt_id,
    $answered_at,
    $author,
    $is_hidden,
    $text
from doubt_answer as held;
