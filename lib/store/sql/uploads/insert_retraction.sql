-- One row per undo or redo.
insert into retraction
values ($seq, $upload_seq, $is_undone, $author, $reason, $retracted_at);
