"""Months and quarters: the clock of every chart.

A month is the date of its first day; a quarter is written ``2026-Q3``.
"""

import re
from datetime import date

from lib.errors import InvalidInputError
from lib.i18n.translate import N_

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def parse_month(text: str) -> date:
    """Return the month written ``2026-03``.

    Raises
    ------
    InvalidInputError
        When the text is not such a month.
    """
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise InvalidInputError(N_("“{text}” is not a month such as 2026-03."), text=text)
    return date(int(match[1]), int(match[2]), 1)


def month_key(period: date) -> str:
    """Return the month as ``2026-03``, the form of addresses and the command line."""
    return f"{period:%Y-%m}"


def add_months(period: date, months: int) -> date:
    """Return the month ``months`` later (earlier when negative)."""
    index = period.year * 12 + period.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """Return how many months lie from ``earlier`` to ``later``."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def month_range(first: date, last: date) -> tuple[date, ...]:
    """Return every month from ``first`` to ``last``, both included."""
    return tuple(add_months(first, k) for k in range(months_between(first, last) + 1))


def quarter_key(period: date) -> str:
    """Return the quarter of a day as ``2026-Q3``."""
    return f"{period.year}-Q{(period.month - 1) // 3 + 1}"


def quarter_start(quarter: str) -> date:
    """Return the first month of a quarter written ``2026-Q3``.

    Raises
    ------
    InvalidInputError
        When the text is not such a quarter.
    """
    match = _QUARTER.fullmatch(quarter)
    if match is None:
        raise InvalidInputError(N_("“{text}” is not a quarter such as 2026-Q3."), text=quarter)
    return date(int(match[1]), 3 * int(match[2]) - 2, 1)


def quarter_end(quarter: str) -> date:
    """Return the last month of a quarter written ``2026-Q3``."""
    return add_months(quarter_start(quarter), 2)
