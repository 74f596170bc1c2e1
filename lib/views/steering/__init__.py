"""Views of the steering pages."""
