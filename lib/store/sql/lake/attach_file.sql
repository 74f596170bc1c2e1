-- No row: an embedded file can be read beside the lake, under the name moved.
attach {path} as moved (read_only);
