"""What the words mean: records, periods, rules; no database, no drawing."""
