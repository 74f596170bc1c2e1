"""The uploads page."""
