"""Stress tests: each is a target of the Makefile, with a short version in ``make test``."""
