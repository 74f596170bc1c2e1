"""The committee pages."""
