-- Base tables: append-only, every row carries the upload's seq and its line in the file.
create table upload (
    seq bigint not null,
    idempotency_key varchar not null,
    kind varchar not null,
    file_name varchar not null,
    fingerprint varchar not null,
    byte_count bigint not null,
    author varchar not null,
    reason varchar,
    received_on date not null,
    uploaded_at timestamp not null,
    row_count bigint not null,
    new_count bigint not null,
    restated_count bigint not null,
    identical_count bigint not null,
    set_aside_count bigint not null
);

create table upload_file (
    seq bigint not null,
    part integer not null,
    bytes blob not null
);

create table retraction (
    seq bigint not null,
    upload_seq bigint not null,
    is_undone boolean not null,
    author varchar not null,
    reason varchar,
    retracted_at timestamp not null
);

create table metric (
    seq bigint not null,
    line_no bigint not null,
    metric_id varchar not null,
    name_fr varchar,
    name_en varchar,
    kind varchar not null,
    family varchar,
    unit varchar not null,
    unit_note_fr varchar,
    unit_note_en varchar,
    decimals integer,
    direction varchar not null,
    aggregation varchar,
    cadence varchar,
    common_kpi boolean,
    owner_product varchar,
    owner_business varchar,
    definition_fr varchar,
    definition_en varchar,
    formula_fr varchar,
    formula_en varchar,
    source varchar
);

create table squad (
    seq bigint not null,
    line_no bigint not null,
    squad_id varchar not null,
    name_fr varchar,
    name_en varchar,
    mission_fr varchar,
    mission_en varchar,
    people integer,
    monthly_cost double,
    build_share double,
    maintain_share double,
    repair_share double
);

create table metric_value (
    seq bigint not null,
    line_no bigint not null,
    metric_id varchar not null,
    period date not null,
    segment varchar not null,
    value double
);

create table metric_value_current (
    metric_id varchar not null,
    segment varchar not null,
    period date not null,
    value double,
    seq bigint not null,
    line_no bigint not null
);

create table metric_target (
    seq bigint not null,
    line_no bigint not null,
    metric_id varchar not null,
    period date not null,
    value double not null,
    version integer,
    set_on date,
    reason varchar
);

create table metric_pair (
    seq bigint not null,
    line_no bigint not null,
    pair_id varchar not null,
    product_metric_id varchar not null,
    business_metric_id varchar not null,
    expected_sign integer not null,
    lag_months integer not null,
    declared_on date not null,
    reason_fr varchar,
    reason_en varchar,
    squad_id varchar,
    owner_product varchar,
    owner_business varchar
);

create table event (
    seq bigint not null,
    line_no bigint not null,
    event_id varchar not null,
    happened_on date not null,
    name_fr varchar,
    name_en varchar,
    kind varchar,
    metric_id varchar
);

create table objective (
    seq bigint not null,
    line_no bigint not null,
    objective_id varchar not null,
    name_fr varchar,
    name_en varchar,
    weight double,
    year integer,
    parent_id varchar,
    owner varchar,
    weighted_on date
);

create table key_result (
    seq bigint not null,
    line_no bigint not null,
    key_result_id varchar not null,
    quarter varchar not null,
    objective_id varchar not null,
    name_fr varchar,
    name_en varchar,
    metric_id varchar,
    unit varchar,
    decimals integer,
    kind varchar not null,
    start_value double not null,
    target_value double not null,
    starts_on date,
    weight double,
    squad_id varchar,
    owner varchar,
    reason varchar
);

create table check_in (
    seq bigint not null,
    line_no bigint not null,
    key_result_id varchar not null,
    period date not null,
    value double,
    confidence integer,
    note_fr varchar,
    note_en varchar
);

create table initiative (
    seq bigint not null,
    line_no bigint not null,
    initiative_id varchar not null,
    name_fr varchar,
    name_en varchar,
    problem_fr varchar,
    problem_en varchar,
    squad_id varchar,
    key_result_id varchar,
    pair_id varchar,
    product_metric_id varchar,
    business_metric_id varchar,
    status varchar not null,
    work_kind varchar,
    started_on date,
    planned_on date,
    launched_on date,
    stopped_on date,
    effect_shape varchar,
    ramp_months integer,
    person_months double,
    cost double,
    money_saved double,
    reach double,
    population double,
    impact double,
    confidence double
);

create table contribution (
    seq bigint not null,
    line_no bigint not null,
    initiative_id varchar not null,
    objective_id varchar not null,
    contribution double not null,
    key_result_id varchar
);

create table prediction (
    seq bigint not null,
    line_no bigint not null,
    initiative_id varchar not null,
    frozen_on date not null,
    low double,
    mid double not null,
    high double,
    fingerprint varchar
);

create table decision (
    seq bigint not null,
    line_no bigint not null,
    decision_id varchar not null,
    name_fr varchar,
    name_en varchar,
    status varchar not null,
    decided_on date,
    due_on date,
    review_on date,
    chosen_option varchar,
    expected_low double,
    expected_mid double,
    expected_high double,
    monthly_cost_of_waiting double,
    initiative_id varchar,
    pair_id varchar,
    owner_product varchar,
    owner_business varchar,
    data_version integer
);

create table decision_option (
    seq bigint not null,
    line_no bigint not null,
    decision_id varchar not null,
    option varchar not null,
    name_fr varchar,
    name_en varchar,
    does_nothing boolean,
    cost double,
    low double,
    mid double,
    high double
);

create table review (
    seq bigint not null,
    line_no bigint not null,
    decision_id varchar not null,
    reviewed_on date not null,
    verdict varchar not null,
    actual double,
    note_fr varchar,
    note_en varchar
);

create table listening_session (
    seq bigint not null,
    line_no bigint not null,
    session_id varchar not null,
    role varchar not null,
    held_on date not null,
    kind varchar not null,
    topic_fr varchar,
    topic_en varchar,
    squad_id varchar,
    participants integer
);

create table insight (
    seq bigint not null,
    line_no bigint not null,
    insight_id varchar not null,
    session_id varchar not null,
    text_fr varchar,
    text_en varchar,
    status varchar not null,
    initiative_id varchar,
    decision_id varchar
);

create table story (
    seq bigint not null,
    line_no bigint not null,
    story_id varchar not null,
    initiative_id varchar not null,
    pair_id varchar,
    name_fr varchar,
    name_en varchar,
    before_fr varchar,
    before_en varchar,
    action_fr varchar,
    action_en varchar,
    after_fr varchar,
    after_en varchar,
    told_on date,
    status varchar not null,
    withdrawn_on date,
    reason_fr varchar,
    reason_en varchar
);

create table scenario (
    seq bigint not null,
    line_no bigint not null,
    scenario_id varchar not null,
    parameter varchar not null,
    kind varchar not null,
    name_fr varchar,
    name_en varchar,
    value double not null,
    unit varchar,
    assumption_fr varchar,
    assumption_en varchar
);

create table one_on_one (
    seq bigint not null,
    line_no bigint not null,
    one_on_one_id varchar not null,
    held_on date not null,
    moved_fr varchar,
    moved_en varchar,
    question_fr varchar,
    question_en varchar,
    promise_fr varchar,
    promise_en varchar,
    promise_state varchar
);

create table share_link (
    seq bigint not null,
    share_link_id varchar not null,
    label varchar not null,
    token_hash varchar not null,
    pages varchar not null,
    language varchar not null,
    data_version bigint,
    created_at timestamp not null,
    expires_at timestamp,
    is_revoked boolean not null,
    author varchar not null
);

create table audit (
    seq bigint not null,
    happened_at timestamp not null,
    action varchar not null,
    subject varchar not null,
    author varchar not null
);
