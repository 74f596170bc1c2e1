"""Backups, restores and moves between databases, compared by digests."""
