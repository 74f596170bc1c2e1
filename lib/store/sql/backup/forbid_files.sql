-- No row: from here on no file is reachable from a query.
set enable_external_access = false;
