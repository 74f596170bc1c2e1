"""Staging tables of a load."""
