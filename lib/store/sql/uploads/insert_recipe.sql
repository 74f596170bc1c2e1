-- One row per set of answers given with an upload.
insert into recipe
values ($seq, $fingerprint, $name, $kind, $choices);
