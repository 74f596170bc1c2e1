"""The months a chart shows, and every series set on them.

The horizontal unit is the month: month ``k`` of the window spans ``k`` to ``k + 1``, its value
stands at ``k + 0.5`` and a launch at its day. All months are equally wide, and no reader's time
zone can move a point.
"""

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from lib.domain.periods import add_months, month_range, months_between
from lib.views.series import Band, Launch, MetricSeries

_FEWEST = 6  # months drawn at least, so that one column does not fill the chart


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive months shown; ``known_from`` is the first one that the data covers."""

    months: tuple[date, ...]
    known_from: int

    def __len__(self) -> int:
        """Return the number of months."""
        return len(self.months)

    def position(self, when: date) -> float:
        """Return where a day stands, in months from the left edge."""
        length = calendar.monthrange(when.year, when.month)[1]
        whole = months_between(self.months[0], when)
        return round(whole + (when.day - 1) / length, 2)


def window_of(
    series: Sequence[MetricSeries], bands: Sequence[Band | None], *, most: int
) -> Window | None:
    """Return the last ``most`` months of the series and their forecasts; None without a month."""
    months = [
        month
        for metric_series in series
        for month in metric_series.months[:1] + metric_series.months[-1:]
    ]
    months += [month for band in bands if band is not None for month in band.months[-1:]]
    if not months:
        return None
    last, first = max(months), min(months)
    data_start = max(first, add_months(last, 1 - most))
    start = min(data_start, add_months(last, 1 - _FEWEST))
    return Window(month_range(start, last), months_between(start, data_start))


def on_window(series: MetricSeries, window: Window) -> MetricSeries:
    """Return the series set on the months of ``window``, None where it has nothing."""
    at = {month: k for k, month in enumerate(series.months)}
    order = [at.get(month) for month in window.months]

    def moved(values: tuple[float | None, ...]) -> tuple[float | None, ...]:
        return tuple(None if k is None else _finite(values[k]) for k in order)

    return replace(
        series,
        months=window.months,
        values=moved(series.values),
        prior=moved(series.prior),
        targets=moved(series.targets),
        former=moved(series.former),
    )


def last_known(values: Sequence[float | None]) -> int | None:
    """Return the index of the last value, or None when all are missing."""
    return next((k for k in range(len(values) - 1, -1, -1) if values[k] is not None), None)


@dataclass(frozen=True, slots=True)
class Run:
    """Months ``start`` to ``end`` (excluded) that share a value, or that miss one."""

    start: int
    end: int
    value: float | None


def runs(values: Sequence[float | None]) -> list[Run]:
    """Return the stretches of equal consecutive values, missing ones included."""
    stretches, start = [], 0
    for value, months in groupby(values):
        end = start + sum(1 for _ in months)
        stretches.append(Run(start, end, value))
        start = end
    return stretches


def launches_within(launches: Sequence[Launch], window: Window) -> list[Launch]:
    """Return the launches whose day is in the window, in order of time."""
    inside = [
        launch for launch in launches if 0 <= window.position(launch.launched_on) < len(window)
    ]
    return sorted(inside, key=lambda launch: (launch.launched_on, launch.number))


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
