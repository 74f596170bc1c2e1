"""Views of the data pages."""
