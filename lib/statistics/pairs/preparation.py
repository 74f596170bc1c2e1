"""Preparation of two series for the pair test.

Season, trend, shared bends, jumps and the second series' own memory make unrelated metrics look
linked. They are taken out; what is left are the surprises of each month, which the test compares.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from lib.statistics.preparation import (
    SEASON_LEVEL,
    Array,
    calendar,
    fill_gaps,
    is_multiplicative,
    jumps,
    memory_of,
    residuals,
    returns_to_its_line,
    season_p_value,
    soften_jumps,
    without_memory,
)

_BEND_LEVEL = 0.7
"""A bend is taken out unless its F-test in either series has a larger p-value: a shared bend is a
common cause of false links, and taking out one that is not there costs one degree of freedom."""

_LEAST_BEND_DEGREES = 5
"""Degrees of freedom below which a bend cannot be judged."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two series without season, trend, jumps and the second one's memory.

    Attributes
    ----------
    x, y
        Shape (n,): the series after logs and filled gaps.
    first, second
        Shape (m,): surprises of the two series.
    design
        Shape (m, k): what stays to be partialled out (constant, months, bend).
    has_season
        Whether calendar months were modelled.
    product_in_logs, business_in_logs
        Which sides were logged.
    memory
        Number of autoregressive terms removed.
    """

    x: Array
    y: Array
    first: Array
    second: Array
    design: Array
    has_season: bool
    product_in_logs: bool
    business_in_logs: bool
    memory: int


@dataclass(frozen=True, slots=True)
class _Detrended:
    """Both series after trend and season, what was taken out, and how a bend would look."""

    first: Array
    second: Array
    design: Array
    bend: Array


def prepare(
    x: Array, y: Array, period: int, *, lags: Sequence[int] = (0,), logs: bool = True
) -> Prepared:
    """Return two series prepared for the test of "the second follows the first".

    Parameters
    ----------
    x, y
        Shape (n,), NaN where missing.
    period
        Months of the season.
    lags
        Lags about to be tested: a month in which both series jump at one of them is one
        coincidence, and counts for nothing.
    logs
        Whether a side may be logged; False where that was decided before.
    """
    product_in_logs = logs and is_multiplicative(x)
    business_in_logs = logs and is_multiplicative(y)
    x = fill_gaps(np.log(x) if product_in_logs else x)
    y = fill_gaps(np.log(y) if business_in_logs else y)
    months = int((np.isfinite(x) & np.isfinite(y)).sum())
    has_season = _has_season(x, y, period)
    plain = _detrended(x, y, period, has_season=has_season)
    first, second = _without_jumps(plain.first, plain.second, lags)
    memory = memory_of(second, _longest_memory(months))
    first, second = without_memory(first, memory), without_memory(second, memory)
    design = plain.design[len(memory) :]
    bend = without_memory(plain.bend, memory)
    spent = design.shape[1] + len(memory)
    if all(_bends(series, bend, spent) for series in (first, second)):
        design = np.column_stack([design, bend])
    return Prepared(
        x=x,
        y=y,
        first=first,
        second=second,
        design=design,
        has_season=has_season,
        product_in_logs=product_in_logs,
        business_in_logs=business_in_logs,
        memory=len(memory),
    )


def _longest_memory(months: int) -> int:
    """Return the most autoregressive terms allowed: about one for twelve months."""
    return 2 if months < 36 else 3 if months < 48 else 4


def _has_season(x: Array, y: Array, period: int) -> bool:
    position = np.arange(1, len(x))
    chances = [season_p_value(np.diff(series), position, period) for series in (x, y)]
    return min(chances) < SEASON_LEVEL


def _detrended(x: Array, y: Array, period: int, *, has_season: bool) -> _Detrended:
    """Return levels around a line where the second series returns to its own, else changes."""
    position = np.arange(len(x))
    line = calendar(position, period, months=has_season, line=True)
    if returns_to_its_line(residuals(line, y)):
        bend = np.linspace(-1.0, 1.0, len(x)) ** 3
        return _Detrended(residuals(line, x), residuals(line, y), line, bend)
    design = calendar(position[1:], period, months=has_season)
    bend = np.linspace(-1.0, 1.0, len(x) - 1) ** 2
    changes = [residuals(design, np.diff(series)) for series in (x, y)]
    return _Detrended(changes[0], changes[1], design, bend)


def _without_jumps(first: Array, second: Array, lags: Sequence[int]) -> tuple[Array, Array]:
    wild, wild_too = jumps(first), jumps(second)
    first, second = soften_jumps(first), soften_jumps(second)
    middle, middle_too = np.nanmedian(first), np.nanmedian(second)
    for lag in lags:
        for month in np.flatnonzero(wild_too):
            source = month - lag
            if 0 <= source < len(first) and wild[source]:
                first[source], second[month] = middle, middle_too
    return first, second


def _bends(series: Array, bend: Array, spent: int) -> bool:
    """Whether a series leaves its trend along ``bend`` at least plausibly."""
    flat = np.ones((len(series), 1))
    present = np.isfinite(series)
    degrees = int(present.sum()) - spent - 1
    if degrees < _LEAST_BEND_DEGREES:
        return False
    without = residuals(flat, series)[present]
    bent = residuals(np.column_stack([flat, bend]), series)[present]
    left = float(bent @ bent)
    gain = (float(without @ without) - left) / max(left / degrees, 1e-300)
    return bool(fdtrc(1, degrees, max(gain, 0.0)) < _BEND_LEVEL)
