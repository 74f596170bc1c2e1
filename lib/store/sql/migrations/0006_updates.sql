-- The quarterly update: commentary by block, and the updates frozen for ever.
create table update_commentary (
    seq bigint not null,
    line_no bigint not null,
    quarter varchar not null,
    block varchar not null,
    text_fr varchar,
    text_en varchar
);

create table frozen_update (
    seq bigint not null,
    line_no bigint not null,
    quarter varchar not null,
    frozen_on date not null,
    data_version integer not null,
    blocks varchar not null
);
