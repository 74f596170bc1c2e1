-- No row: from here on no file, extension or setting is reachable from a query.
set enable_external_access = false;
set python_enable_replacements = false;
set lock_configuration = true;
