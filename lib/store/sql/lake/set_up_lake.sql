-- No row: original files never stay in the catalogue.
call lake.set_option('data_inlining_row_limit', 0, table_name => 'upload_file');
