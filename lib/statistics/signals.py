"""Signal or noise: which months left the range expected from their own past.

Two rules and no other: a month outside its 99 % expected band, and the last three months together
outside theirs. Both bands come from the memory-averaged regression on the months before, so that
trend, season and slow wandering are expected rather than flagged.

References
----------
Wheeler (2000), Understanding Variation, 2nd ed. (limits of the classical chart).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.preparation import (
    SEASON_LEVEL,
    Array,
    as_series,
    calendar,
    is_multiplicative,
    season_p_value,
)
from lib.statistics.regression import Mixture, weigh_effect

SignalLabel = Literal["signal", "no_signal", "too_early"]
Assurance = Literal["reaches", "may_reach", "misses", "unknown"]

LEAST_MONTHS = 12
"""Months needed before a month is judged: one season."""

FALSE_FLAG_RATE = 0.022
"""Share of quiet months flagged, both rules together; measured by ``make calibrate``."""

_LEVEL = 0.99
"""Level of the expected band: about one false flag a metric in eight years, for each rule."""

_LINE_FROM = 36
"""Months from which a trend is expected to go on; shorter, its slope is too uncertain."""

_TOGETHER = 3
"""Months that the second rule takes together: a quarter."""

_LIMITS_PER_RANGE = 3 / 1.128
"""Three standard deviations, estimated from the mean moving range (Wheeler)."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Which months are unusual.

    Attributes
    ----------
    label
        Whether the last month is part of a signal.
    flags
        Shape (n,): one a month, true where either rule fired.
    month_flags, lasting_flags
        Shape (n,): the two rules apart.
    expected, expected_low, expected_high
        Shape (n,): what each month was expected to be from the months before it, with its 99 %
        band; NaN where there was no verdict.
    direction
        Shape (n,): 1 above, -1 below the expectation where flagged, else 0.
    p_value, estimate, low, high
        Of the last month: p-value, distance from the expectation, and its 99 % interval.
    n
        Months with a value since the history was last restarted.
    reason
        ``few_months`` where there is no verdict, else empty.
    """

    label: SignalLabel
    flags: np.ndarray
    month_flags: np.ndarray
    lasting_flags: np.ndarray
    expected: Array
    expected_low: Array
    expected_high: Array
    direction: np.ndarray
    p_value: float
    estimate: float
    low: float
    high: float
    n: int
    reason: str


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Limits of the classical individuals chart: centre ± 2.66 × mean moving range."""

    center: float
    low: float
    high: float
    moving_range: float


def find_signals(
    values: ArrayLike,
    *,
    period: int = 12,
    rebased_on: int | None = None,
    months: int | None = None,
) -> Signals:
    """Return which months are unusual.

    Parameters
    ----------
    values
        Shape (n,): monthly values, NaN where missing.
    period
        Months of the season.
    rebased_on
        Index from which a person restarted the history, with a dated note.
    months
        Only so many of the latest months are judged; all by default.

    Raises
    ------
    InvalidInputError
        When ``rebased_on`` lies outside the series.
    """
    y = as_series(values)
    if rebased_on is not None and not 0 <= rebased_on <= len(y):
        raise InvalidInputError(
            N_("The history cannot restart at {at}: there are {n} months."), at=rebased_on, n=len(y)
        )
    start = rebased_on or 0
    is_relative = is_multiplicative(y[start:])
    scaled = np.log(y[start:]) if is_relative else y[start:]
    judged = _Judged(len(y))
    earliest = 0 if months is None else max(0, len(scaled) - months)
    for at in range(max(LEAST_MONTHS, earliest), len(scaled)):
        _judge(judged, scaled, at, start, period, is_relative=is_relative)
    return _signals(judged, y, start)


def classical_limits(values: ArrayLike) -> ControlLimits:
    """Return the limits of the classical individuals chart; for series without trend or season.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
    """
    series = as_series(values)
    present = series[np.isfinite(series)]
    if len(present) < 2:
        return ControlLimits(np.nan, np.nan, np.nan, np.nan)
    moving = float(np.abs(np.diff(present)).mean())
    center = float(present.mean())
    reach = _LIMITS_PER_RANGE * moving
    return ControlLimits(center, center - reach, center + reach, moving)


def assurance(
    signals: Signals, target: float | None, *, direction: Literal["up", "down", "none"]
) -> Assurance:
    """Return whether the expected band lies on the good side of a target, or the bad one."""
    if target is None or direction == "none" or signals.label == "too_early":
        return "unknown"
    low, high = signals.expected_low[-1], signals.expected_high[-1]
    if not np.isfinite(low):
        return "unknown"
    if direction == "down":
        low, high, target = -high, -low, -target
    return "reaches" if low >= target else "misses" if high < target else "may_reach"


class _Judged:
    """Arrays being filled, a month at a time."""

    def __init__(self, length: int) -> None:
        self.month = np.zeros(length, dtype=bool)
        self.lasting = np.zeros(length, dtype=bool)
        self.direction = np.zeros(length, dtype=int)
        self.expected = np.full(length, np.nan)
        self.low = np.full(length, np.nan)
        self.high = np.full(length, np.nan)
        self.p_value = np.full(length, np.nan)


def _judge(
    judged: _Judged, scaled: Array, at: int, start: int, period: int, *, is_relative: bool
) -> None:
    if not np.isfinite(scaled[at]) or np.isfinite(scaled[:at]).sum() < LEAST_MONTHS:
        return
    single = _surprise(scaled[: at + 1], 1, period)
    if single is None:
        return
    month = start + at
    low, high = single.interval(_LEVEL)
    bounds = scaled[at] - np.array([single.estimate, high, low])
    judged.expected[month], judged.low[month], judged.high[month] = (
        np.exp(bounds) if is_relative else bounds
    )
    judged.p_value[month] = single.p_value
    judged.month[month] = single.p_value <= 1 - _LEVEL
    lasting = _surprise(scaled[: at + 1], _TOGETHER, period)
    judged.lasting[month] = lasting is not None and lasting.p_value <= 1 - _LEVEL
    if judged.month[month]:
        judged.direction[month] = int(np.sign(single.estimate))
    elif lasting is not None and judged.lasting[month]:
        judged.direction[month] = int(np.sign(lasting.estimate))


def _surprise(values: Array, last: int, period: int) -> Mixture | None:
    """Return how far the last months lie from what was expected from the months before them."""
    launch = len(values) - last
    before = int(np.isfinite(values[:launch]).sum())
    if before < LEAST_MONTHS or not np.isfinite(values[launch:]).all():
        return None
    position = np.arange(len(values))
    months = (
        before >= 2 * period
        and season_p_value(np.diff(values[:launch]), position[1:launch], period) < SEASON_LEVEL
    )
    line = before >= _LINE_FROM
    effects = np.vstack([np.zeros((launch, last)), np.eye(last)])
    return weigh_effect(values, effects, calendar(position, period, months=months, line=line))


def _signals(judged: _Judged, y: Array, start: int) -> Signals:
    n = int(np.isfinite(y[start:]).sum())
    flags = judged.month | judged.lasting
    has_verdict = len(y) > 0 and bool(np.isfinite(judged.expected[-1]))
    label: SignalLabel = "too_early"
    if has_verdict:
        label = "signal" if flags[-1] else "no_signal"
    last = (
        (
            float(y[-1] - judged.expected[-1]),
            float(y[-1] - judged.high[-1]),
            float(y[-1] - judged.low[-1]),
            float(judged.p_value[-1]),
        )
        if has_verdict
        else (np.nan, np.nan, np.nan, np.nan)
    )
    return Signals(
        label=label,
        flags=flags,
        month_flags=judged.month,
        lasting_flags=judged.lasting,
        expected=judged.expected,
        expected_low=judged.low,
        expected_high=judged.high,
        direction=judged.direction,
        p_value=last[3],
        estimate=last[0],
        low=last[1],
        high=last[2],
        n=n,
        reason="" if has_verdict else "few_months",
    )
