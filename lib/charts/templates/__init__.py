"""Vega-Lite templates of the charts: declared with Altair, compiled ahead, filled when served."""
