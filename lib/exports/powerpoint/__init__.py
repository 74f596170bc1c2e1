"""The quarterly update as PowerPoint slides."""
