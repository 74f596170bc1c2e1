-- One row per part of an upload's original bytes.
insert into upload_file
values ($seq, $part, $bytes);
