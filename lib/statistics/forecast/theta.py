"""Two ways to carry a series on: the Theta method, and last year's months again.

References
----------
Assimakopoulos and Nikolopoulos (2000), The theta model.
Hyndman and Billah (2003), Unmasking the Theta method.
Miller and Williams (2003), Shrinkage estimators of time series seasonal factors.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lib.statistics.preparation import Array

_ALPHAS = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])


def theta(values: Array, horizon: int, period: int = 12) -> Array:
    """Return the Theta forecast: smoothed level plus half the linear slope, re-seasoned.

    Parameters
    ----------
    values
        Shape (n,), complete; at least 3.
    horizon
        Months ahead.
    period
        Months of the season.

    References
    ----------
    Assimakopoulos and Nikolopoulos (2000), The theta model.
    """
    factors = _season(values, period)
    n = len(values)
    plain, restore = _deseasoned(values, factors, period, horizon)
    slope = float(np.polyfit(np.arange(n), plain, 1)[0])
    level, alpha = _smooth(plain)
    ahead = np.arange(horizon)
    line = level + slope / 2 * (ahead + (1 - (1 - alpha) ** n) / alpha)
    return restore(np.asarray(line, dtype=np.float64))


def last_year(values: Array, horizon: int, period: int = 12) -> Array:
    """Return the values of the same months of the last year."""
    return values[-period:][np.arange(horizon) % period]


def _smooth(values: Array) -> tuple[float, float]:
    """Return level and weight of the simple exponential smoothing that errs least."""
    level = np.full(len(_ALPHAS), values[:3].mean())
    squares = np.zeros(len(_ALPHAS))
    for value in values:
        error = value - level
        squares += error**2
        level = level + _ALPHAS * error
    best = int(np.argmin(squares))
    return float(level[best]), float(_ALPHAS[best])


@dataclass(frozen=True, slots=True)
class _Factors:
    """Factor of each calendar month; multiplicative where the series is positive."""

    months: Array
    multiplies: bool


def _season(y: Array, period: int) -> _Factors | None:
    """Return month factors by classical decomposition, shrunk; None without a clear season."""
    n = len(y)
    if n < 2 * period or not _has_season(y, period):
        return None
    multiplies = bool(y.min() > 0)
    if n >= 3 * period:
        kernel = np.concatenate([[0.5], np.ones(period - 1), [0.5]]) / period
        smooth: Array = np.convolve(y, kernel, "valid")
        half = period // 2
        inner, month = y[half:-half], np.arange(half, n - half) % period
    else:
        smooth = np.asarray(np.polyval(np.polyfit(np.arange(n), y, 1), np.arange(n)))
        multiplies = multiplies and bool(smooth.min() > 0)
        inner, month = y, np.arange(n) % period
    ratio = inner / smooth if multiplies else inner - smooth
    counts = np.array([(month == at).sum() for at in range(period)])
    neutral = 1.0 if multiplies else 0.0
    means = np.array([ratio[month == at].mean() if counts[at] else neutral for at in range(period)])
    shrink = counts / (counts + 1.0)
    if multiplies:
        return _Factors(1 + shrink * (means / means.mean() - 1), multiplies=True)
    return _Factors(shrink * (means - means.mean()), multiplies=False)


def _has_season(y: Array, period: int) -> bool:
    """Whether the autocorrelation at one season stands out (one-sided 10 %)."""
    n = len(y)
    around = y - np.polyval(np.polyfit(np.arange(n), y, 1), np.arange(n))
    power = float(around @ around)
    if power <= 0:
        return False
    lags = [float(around[k:] @ around[:-k]) / power for k in range(1, period + 1)]
    limit = 1.2816 * np.sqrt((1 + 2 * sum(r * r for r in lags[:-1])) / n)
    return bool(lags[-1] >= limit)


def _deseasoned(
    values: Array, factors: _Factors | None, period: int, horizon: int
) -> tuple[Array, Callable[[Array], Array]]:
    """Return values without their season, and the way back for the months ahead."""
    if factors is None:
        return values, lambda path: path
    n = len(values)
    past = factors.months[np.arange(n) % period]
    ahead = factors.months[np.arange(n, n + horizon) % period]
    if factors.multiplies:
        return values / past, lambda path: path * ahead
    return values - past, lambda path: path + ahead
