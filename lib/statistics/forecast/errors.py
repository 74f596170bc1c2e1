"""Which method carries a series on, and how far it erred at past origins.

References
----------
Tashman (2000), Out-of-sample tests of forecasting accuracy.
"""

from collections.abc import Callable

import numpy as np

from lib.statistics.forecast.theta import last_year, theta
from lib.statistics.preparation import Array, fill_gaps

_LAST_YEAR_BELOW = 48
_ORIGINS = 18
_FIRST_ORIGIN = 12

Method = Callable[[Array, int], Array]


def usable(values: Array) -> Array:
    """Return the months after the last gap of more than two, without missing ends."""
    filled = fill_gaps(values)
    known = np.flatnonzero(np.isfinite(filled))
    if len(known) == 0:
        return np.zeros(0)
    trimmed = filled[: known[-1] + 1]
    holes = np.flatnonzero(~np.isfinite(trimmed))
    return trimmed[holes[-1] + 1 :] if len(holes) else trimmed


def chosen_method(y: Array, period: int) -> Method:
    """Return Theta, or last year's months where these did better on a short history."""

    def by_theta(values: Array, horizon: int) -> Array:
        return theta(values, horizon, period)

    def by_last_year(values: Array, horizon: int) -> Array:
        return last_year(values, horizon, period)

    n = len(y)
    if n >= _LAST_YEAR_BELOW or n < period + 3:
        return by_theta
    ours = theirs = 0.0
    for origin in range(max(_FIRST_ORIGIN, n - 9), n):
        ahead = min(3, n - origin)
        truth = y[origin : origin + ahead]
        ours += float(np.abs(truth - by_theta(y[:origin], ahead)).mean())
        theirs += float(np.abs(truth - by_last_year(y[:origin], ahead)).mean())
    return by_last_year if theirs < 0.9 * ours else by_theta


def path_errors(y: Array, horizon: int, method: Method) -> tuple[float, float]:
    """Return spread at one month and degrees of freedom of the errors at past origins."""
    n = len(y)
    first = max(_FIRST_ORIGIN, n - _ORIGINS)
    squares = weights = 0.0
    for origin in range(first, n):
        ahead = min(horizon, n - origin)
        steps = np.arange(1, ahead + 1)
        errors = (y[origin : origin + ahead] - method(y[:origin], ahead)) / np.sqrt(steps)
        squares += float((errors**2).sum()) / ahead
        weights += 1.0
    return float(np.sqrt(squares / weights)), max(3.0, 0.75 * (n - first))


def total_errors(y: Array, horizon: int, method: Method) -> tuple[float, float]:
    """Return spread and degrees of freedom of the errors of ``horizon`` months together."""
    n = len(y)
    first = max(_FIRST_ORIGIN, n - _ORIGINS - horizon + 1)
    errors = np.array(
        [
            y[origin : origin + horizon].sum() - method(y[:origin], horizon).sum()
            for origin in range(first, n - horizon + 1)
        ]
    )
    if len(errors) == 0:
        spread, degrees = path_errors(y, horizon, method)
        return spread * horizon**1.5, degrees
    return float(np.sqrt((errors**2).mean())), max(3.0, 0.75 * len(errors) - horizon + 1)
