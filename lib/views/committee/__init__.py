"""Views of the committee pages."""
