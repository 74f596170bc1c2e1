"""Metric values: shapes, labels, units, periods."""
