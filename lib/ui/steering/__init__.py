"""The steering pages."""
