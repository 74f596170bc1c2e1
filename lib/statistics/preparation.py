"""Season, trend, one-off jumps and memory of a monthly series, and how they are taken out.

Each decision is a small function of one array, in which NaN is a missing month.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

Array = NDArray[np.float64]

SEASON_LEVEL = 0.20
"""Largest p-value at which months are modelled; generous, as a missed season makes false links."""

_STATIONARY_T = -3.5
"""Below it a series returns to its line; the 5 % point of Dickey and Fuller for about 50 months."""

_ORDINARY, _IMPOSSIBLE = 2.5, 4.5
"""Robust deviations up to which a surprise counts in full, and from which it counts for nothing
(a redescending weight after Hampel)."""

_CLEARLY_MORE_EVEN = 0.25
"""Log points: with logarithms the changes of the two halves must differ by a quarter less."""

_ROUNDING = 1e-12
"""What is smaller than this share of the values is an error of arithmetic."""

_NORMAL_SPREAD = 1.4826
"""Standard deviation of a normal law, in median absolute deviations."""


def as_series(values: object) -> Array:
    """Return ``values`` as a one-dimensional array of floats; infinities become missing."""
    array = np.asarray(values, dtype=float).ravel().copy()
    array[~np.isfinite(array)] = np.nan
    return array


def fill_gaps(values: Array, limit: int = 2) -> Array:
    """Return ``values`` with inner gaps of at most ``limit`` months interpolated."""
    present = np.flatnonzero(np.isfinite(values))
    if len(present) == len(values) or len(present) < 2:
        return values.copy()
    filled = values.copy()
    for left, right in pairwise(present):
        if 1 < right - left <= limit + 1:
            inside = np.arange(left + 1, right)
            filled[inside] = np.interp(inside, (left, right), (values[left], values[right]))
    return filled


def is_multiplicative(values: Array) -> bool:
    """Whether logarithms make the monthly changes clearly more even: a series grows by shares.

    Only for positive series that at least double; the spread of changes is compared between the
    lower and the upper half of the levels.
    """
    present = values[np.isfinite(values)]
    if len(present) < 12 or present.min() <= 0 or present.max() / present.min() < 2.0:
        return False
    return _unevenness(present) - _unevenness(np.log(present)) > _CLEARLY_MORE_EVEN


def season_p_value(changes: Array, position: NDArray[np.int64], period: int) -> float:
    """Return the p-value of an F-test of ``period`` calendar months in monthly changes."""
    present = np.isfinite(changes)
    count = int(present.sum())
    if period < 2 or count < period + 6:
        return 1.0
    plain = changes[present] - changes[present].mean()
    seasonal = residuals(calendar(position, period, months=True), changes)[present]
    between, within = period - 1, count - period
    ratio = ((plain @ plain - seasonal @ seasonal) / between) / max(
        float(seasonal @ seasonal) / within, 1e-300
    )
    return float(fdtrc(between, within, max(ratio, 0.0)))


def calendar(
    position: NDArray[np.int64], period: int, *, months: bool, line: bool = False
) -> Array:
    """Return the design of a constant, a straight line and calendar months (rows × columns)."""
    columns = [np.ones(len(position))]
    if line:
        columns.append((position - position.mean()) / max(1, len(position)))
    if months:
        columns += [(position % period == month).astype(float) for month in range(1, period)]
    return np.column_stack(columns)


def residuals(design: Array, values: Array) -> Array:
    """Return what ``design`` leaves of ``values``; missing stays missing."""
    present = np.isfinite(values)
    left = np.full(len(values), np.nan)
    if present.any():
        coefficients = np.linalg.lstsq(design[present], values[present], rcond=None)[0]
        left[present] = values[present] - design[present] @ coefficients
        left[np.abs(left) <= _ROUNDING * np.abs(values[present]).max()] = 0.0
    return left


def soften_jumps(values: Array) -> Array:
    """Return ``values`` with extremes pulled in, and the most extreme set to the median.

    References
    ----------
    Hampel (1974), The influence curve and its role in robust estimation (redescending weights).
    """
    middle, spread = _middle_and_spread(values)
    away = values - middle
    size = np.minimum(np.abs(away), _IMPOSSIBLE * spread) / spread
    fading = _ORDINARY * (_IMPOSSIBLE - size) / (_IMPOSSIBLE - _ORDINARY)
    weighted = np.where(size <= _ORDINARY, size, np.clip(fading, 0.0, _ORDINARY))
    return np.asarray(middle + spread * np.sign(away) * weighted, dtype=np.float64)


def jumps(values: Array) -> NDArray[np.bool_]:
    """Return the months more than two and a half robust deviations from the median."""
    middle, spread = _middle_and_spread(values)
    return np.asarray(np.abs(values - middle) > _ORDINARY * spread)


def returns_to_its_line(residual: Array) -> bool:
    """Whether a detrended series clearly returns to its line (augmented Dickey–Fuller t, 1 lag).

    References
    ----------
    Dickey and Fuller (1979), Distribution of the estimators for autoregressive time series.
    """
    steps = np.diff(residual)
    target = steps[1:]
    design = np.column_stack([residual[1:-1], steps[:-1]])
    present = np.isfinite(target) & np.isfinite(design).all(axis=1)
    target, design = target[present], design[present]
    if len(target) < 10:
        return False
    gram = np.linalg.pinv(design.T @ design)
    slope = gram @ design.T @ target
    left = target - design @ slope
    error = np.sqrt(max(gram[0, 0], 1e-300) * (left @ left) / (len(target) - 2))
    return bool(slope[0] / max(error, 1e-300) < _STATIONARY_T)


def memory_of(residual: Array, longest: int) -> Array:
    """Return the autoregressive coefficients of a series, their number chosen by AICc.

    References
    ----------
    Hurvich and Tsai (1989), Regression and time series model selection in small samples.
    """
    target = residual[longest:]
    past = np.column_stack(
        [residual[longest - k : len(residual) - k] for k in range(1, longest + 1)]
    )
    present = np.isfinite(target) & np.isfinite(past).all(axis=1)
    target, past = target[present], past[present]
    count = len(target)
    if count < longest + 6:
        return np.zeros(0)
    best = np.inf
    chosen: Array = np.zeros(0)
    for order in range(longest + 1):
        slope: Array = np.zeros(0)
        if order:
            slope = np.asarray(np.linalg.lstsq(past[:, :order], target, rcond=None)[0])
        left = target - past[:, :order] @ slope
        terms = order + 1
        score = count * np.log(max(float(left @ left) / count, 1e-300))
        score += 2 * terms * count / max(1, count - terms - 1)
        if score < best:
            best, chosen = score, slope
    return chosen


def without_memory(values: Array, coefficients: Array) -> Array:
    """Return ``values`` less what ``coefficients`` predict from their past; shorter by as many."""
    order = len(coefficients)
    left = values[order:].copy()
    for k in range(1, order + 1):
        left -= coefficients[k - 1] * values[order - k : len(values) - k]
    return left


def _middle_and_spread(values: Array) -> tuple[float, float]:
    present = values[np.isfinite(values)]
    if len(present) == 0:
        return 0.0, 1.0
    middle = float(np.median(present))
    spread = _NORMAL_SPREAD * float(np.median(np.abs(present - middle))) or float(present.std())
    return middle, spread or 1.0


def _unevenness(values: Array) -> float:
    changes = np.abs(np.diff(values))
    level = (values[1:] + values[:-1]) / 2
    upper = level > np.median(level)
    if upper.all() or not upper.any():
        return 0.0
    high, low = changes[upper].mean() + 1e-12, changes[~upper].mean() + 1e-12
    return float(abs(np.log(high / low)))
