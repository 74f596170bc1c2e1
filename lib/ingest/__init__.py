"""From the bytes of an export to issues, a preview and an upload."""
