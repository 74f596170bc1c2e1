-- No row: the lake can be read and appended to, under the name lake; few rows stay in its catalogue
-- until they are tidied into files.
attach {catalog} as lake (
    data_path {data_path}, create_if_not_exists {creates}, data_inlining_row_limit 200
);
