"""The quarterly update as blocks, before any file format."""
