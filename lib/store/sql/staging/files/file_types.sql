-- No row: the distinct texts of a file, numbered; reading into numbers keeps the order of rows.
create or replace temp type file_label_text as enum (
    select coalesce(file_label.label, '') from file_label order by file_label.code
);
create or replace temp type file_period_text as enum (
    select file_period.period_text from file_period order by file_period.code
);
create or replace temp type file_segment_text as enum (
    select coalesce(file_segment.segment_text, '') from file_segment order by file_segment.code
);
