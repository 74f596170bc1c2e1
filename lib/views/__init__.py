"""One frozen dataclass a page: rows meet formulas here."""
