"""Uploads, their files and their effect."""
