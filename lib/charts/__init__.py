"""Vega-Lite specifications, one function a meaning."""
