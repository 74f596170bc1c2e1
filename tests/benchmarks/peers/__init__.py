"""Tandem beside its peers: the same page, the same numbers, one machine, one run."""
