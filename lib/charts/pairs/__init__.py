"""Charts of metric pairs and of single metrics over time."""
