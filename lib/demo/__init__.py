"""The invented company Tramontille, made from a seed."""
