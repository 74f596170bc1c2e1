-- Objections with their answers, effort by kind of work, and values by cohort.
create table objection (
    seq bigint not null,
    line_no bigint not null,
    objection_id varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    raised_on date not null,
    role varchar not null,
    text_fr varchar,
    text_en varchar,
    answer_fr varchar,
    answer_en varchar,
    answered_on date
);

create table effort (
    seq bigint not null,
    line_no bigint not null,
    squad_id varchar not null,
    period date not null,
    work_kind varchar not null,
    objective_id varchar,
    person_months double not null
);

create table cohort_value (
    seq bigint not null,
    line_no bigint not null,
    metric_id varchar not null,
    cohort date not null,
    age integer not null,
    value double
);
