"""Texts of headers and periods."""
