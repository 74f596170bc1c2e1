-- The links that open earlier states of the data; those made before are not among them.
-- A table of its own: DuckLake cannot read an empty table that got a column, once it is compacted.
create table share_link_past (
    seq bigint not null,
    share_link_id varchar not null
);
