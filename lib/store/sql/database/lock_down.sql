-- No row: from here on no file, extension or setting is reachable from a query; a stop empties the log.
pragma enable_checkpoint_on_shutdown;
set enable_external_access = false;
set python_enable_replacements = false;
set lock_configuration = true;
