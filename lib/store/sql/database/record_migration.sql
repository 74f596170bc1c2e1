-- One row per migration applied.
insert into schema_version
values ($version, $name, $applied_at);
