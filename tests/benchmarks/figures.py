"""A figure of the benchmark: what was measured, and its ratio to the anchor of the same run."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the benchmark's table.

    Attributes
    ----------
    name
        What was measured.
    value, unit
        Median over the repeats.
    ratio
        Value divided by that of the anchor in the same run; None without an anchor.
    anchor
        What it is compared with.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    anchor: str = ""


def median(measure: Callable[[], float], repeats: int = REPEATS) -> float:
    """Return the median of ``repeats`` measurements."""
    return statistics.median(measure() for _ in range(repeats))


def grouped(count: int) -> str:
    """Return a number of rows as the table writes it: thousands apart."""
    return f"{count:,}".replace(",", " ")
