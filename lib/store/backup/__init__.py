"""Backups, restores, moves between databases, and the digests that prove them equal."""
