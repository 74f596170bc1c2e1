"""The months of the demo company and the days on which its exports arrived."""

from datetime import date

from lib.domain.periods import month_range, months_between, parse_month

FIRST = date(2023, 1, 1)
LAST = date(2026, 10, 1)
MONTHS = month_range(FIRST, LAST)
"""The 46 months of the demo company."""

HISTORY_RECEIVED = date(2026, 10, 5)
REGISTERS_RECEIVED = date(2026, 11, 2)
LAST_MONTH_RECEIVED = date(2026, 11, 5)

BASELINE = date(2025, 12, 1)
"""The month in which the start values of the key results of 2026 were measured."""


def index_of(month: str) -> int:
    """Return the position in ``MONTHS`` of a month written ``2026-03``."""
    return months_between(FIRST, parse_month(month))
