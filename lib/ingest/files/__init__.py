"""Bytes to tables of texts: encodings, delimiters, workbooks."""
