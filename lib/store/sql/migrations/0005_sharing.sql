-- Doubts that readers of a link voice, and what was answered; both append-only.
create table doubt (
    seq bigint not null,
    doubt_id varchar not null,
    raised_at timestamp not null,
    share_link_id varchar not null,
    label varchar not null,
    page varchar not null,
    data_version bigint not null,
    text varchar not null
);

create table doubt_answer (
    seq bigint not null,
    doubt_id varchar not null,
    answered_at timestamp not null,
    author varchar not null,
    is_hidden boolean not null,
    text varchar not null
);
