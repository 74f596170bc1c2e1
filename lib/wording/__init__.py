"""Sentences about figures, bounded by their strength."""
