"""The parts of a chart made of rows: the content of a row, and the scale of all rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.drawing.scale import round_ticks
from lib.i18n.formats import axis_labels
from lib.i18n.translate import Locale


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on a row, with its interval where it has one.

    Attributes
    ----------
    value
        None for an interval without a centre.
    is_hollow
        Drawn as a ring: announced, or scored otherwise.
    text
        The text of the tooltip and of a screen reader.
    lift
        Pixels above the middle of the row.
    """

    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    is_hollow: bool = False
    color: str = ""
    lift: float = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A length from zero on a row."""

    value: float
    text: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart; ``brief_note`` replaces the note on a narrow chart."""

    name: str
    note: str
    dots: tuple[Dot, ...] = ()
    bar: Bar | None = None
    tick: float | None = None
    brief_note: str = ""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """A horizontal scale: ends, graduations with finished labels, an optional reference line."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    line: float | None = None
    line_label: str = ""


def value_scale(values: Sequence[float | None], unit: str, locale: Locale) -> ValueScale:
    """Return the scale that shows ``values`` and zero, in a metric's unit."""
    finite = [value for value in values if value is not None and math.isfinite(value)]
    low, high = min([0.0, *finite]), max([0.0, *finite])
    if low == high:
        high = 1.0
    pad = (high - low) * 0.04
    low, high = (low - pad if low < 0 else 0.0), high + pad
    ticks = round_ticks(low, high, 4)
    return ValueScale(low, high, ticks, axis_labels(ticks, unit, locale))


def row_values(rows: Sequence[Row]) -> list[float | None]:
    """Return every value the rows show, to fit a scale to."""
    values: list[float | None] = []
    for row in rows:
        values.extend(value for dot in row.dots for value in (dot.value, dot.low, dot.high))
        values.extend([row.tick, row.bar.value if row.bar else None])
    return values


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows as text, for the description of the chart."""
    return " ".join(f"{row.name}, {row.note}." for row in rows)
