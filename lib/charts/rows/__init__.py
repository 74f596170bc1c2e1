"""Charts with one row an item."""
