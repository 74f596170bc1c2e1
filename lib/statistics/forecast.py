"""Forecasts: the Theta method, with a band from its own errors at past origins.

References
----------
Assimakopoulos and Nikolopoulos (2000), The theta model.
Hyndman and Billah (2003), Unmasking the Theta method.
Miller and Williams (2003), Shrinkage estimators of time series seasonal factors.
Tashman (2000), Out-of-sample tests of forecasting accuracy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.preparation import Array, as_series, fill_gaps

ForecastLabel = Literal["forecast", "too_early"]
Chance = Literal["on_course", "likely", "at_risk", "out_of_reach", "unknown"]

Method = Callable[[Array, int], Array]

LEAST_MONTHS = 18
"""Months needed: 12 before the first past origin and 6 origins to measure errors at."""

_LAST_YEAR_BELOW = 48
"""Months from which Theta alone is used; below, last year's months may do better (on M1 and M3)."""

_ORIGINS = 18
"""Past origins whose errors make the band: as recent as possible, enough for a stable spread."""

_FIRST_ORIGIN = 12
"""Months that the first past origin needs: one season."""

_SHORT_ORIGINS, _SHORT_HORIZON, _CLEARLY_BETTER = 9, 3, 0.9
"""Last year's months are chosen if their error over the last 9 origins, 3 months ahead, is a tenth
smaller than Theta's, so that a near tie keeps Theta."""

_SHARE_OF_ORIGINS = 0.75
"""Degrees of freedom an origin: errors at neighbouring origins overlap (chosen on M1 and M3)."""

_LEAST_FREEDOM = 3.0
"""Fewest degrees of freedom for which a Student t has a finite variance."""

_SEASON_LIMIT = 1.2816
"""One-sided 10 % point of the normal law."""

_ALPHAS = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
"""Smoothing weights tried, from nearly constant to the last value alone."""

_ON_COURSE, _LIKELY, _AT_RISK = 0.8, 0.5, 0.2
"""Chances from which each word is used: four in five, even, one in five."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A path ahead with its band.

    Attributes
    ----------
    label
        ``forecast``, or ``too_early`` with too few months.
    path, low, high
        Shape (horizon,): expected values and band; empty where too early.
    level
        Probability that the band covers each month.
    scale
        Shape (horizon,): spread of the errors, in the unit of the values.
    degrees_of_freedom
        Of the Student t of the errors.
    estimate
        Last value of the path; NaN where too early.
    p_value
        Always NaN: a forecast tests nothing; ``chance_of_reaching`` answers for a target.
    n
        Months used.
    reason
        ``few_months`` where too early, else empty.
    """

    label: ForecastLabel
    path: Array
    low: Array
    high: Array
    level: float
    scale: Array
    degrees_of_freedom: float
    estimate: float
    p_value: float
    n: int
    reason: str


@dataclass(frozen=True, slots=True)
class TargetChance:
    """The chance of reaching a target, in steps of 5 %, with its word; NaN where unknown."""

    probability: float
    word: Chance


def forecast_to(
    values: ArrayLike, horizon: int, *, period: int = 12, level: float = 0.8
) -> Forecast:
    """Return the ``horizon`` months that follow ``values``, with a band.

    Parameters
    ----------
    values
        Shape (n,): monthly values, NaN where missing; the months after the last gap of more than
        two are used. Where the last months are missing, they are forecast as well and left out.
    horizon
        Months ahead, 1 or more.
    period
        Months of the season.
    level
        Probability that the band covers each month, between 0 and 1.

    Raises
    ------
    InvalidInputError
        When the horizon or the level cannot be used.

    References
    ----------
    Assimakopoulos and Nikolopoulos (2000), The theta model.
    Tashman (2000), Out-of-sample tests of forecasting accuracy (errors at past origins).
    """
    _check(horizon, level)
    series = as_series(values)
    y = _usable(series)
    if len(y) < LEAST_MONTHS:
        none = np.zeros(0)
        return Forecast(
            "too_early", none, none, none, level, none, 0.0, np.nan, np.nan, len(y), "few_months"
        )
    unseen = len(series) - 1 - int(np.flatnonzero(np.isfinite(series))[-1])
    method = _chosen_method(y, period)
    path = method(y, unseen + horizon)[unseen:]
    spread, degrees = _path_errors(y, unseen + horizon, method)
    steps = np.arange(unseen + 1, unseen + horizon + 1)
    scale = np.asarray(spread * np.sqrt(steps), dtype=np.float64)
    half = float(stdtrit(degrees, 0.5 + level / 2)) * scale
    return Forecast(
        label="forecast",
        path=path,
        low=path - half,
        high=path + half,
        level=level,
        scale=scale,
        degrees_of_freedom=degrees,
        estimate=float(path[-1]),
        p_value=np.nan,
        n=len(y),
        reason="",
    )


def chance_of_reaching(
    forecast: Forecast, target: float, *, direction: Literal["up", "down"] = "up"
) -> TargetChance:
    """Return the chance that the last month of a forecast reaches a target, in steps of 5 %.

    Parameters
    ----------
    forecast
        What is expected, with its errors.
    target
        In the unit of the values.
    direction
        Whether the target is reached from below (``up``) or from above (``down``).

    References
    ----------
    Gneiting and Katzfuss (2014), Probabilistic forecasting.
    """
    if forecast.label == "too_early" or not np.isfinite(target):
        return TargetChance(float("nan"), "unknown")
    distance = (target - forecast.path[-1]) / max(float(forecast.scale[-1]), 1e-300)
    below = float(stdtr(forecast.degrees_of_freedom, distance))
    chance = round(20 * (below if direction == "down" else 1 - below)) / 20
    return TargetChance(chance, _word(chance))


def _word(chance: float) -> Chance:
    if chance >= _ON_COURSE:
        return "on_course"
    if chance >= _LIKELY:
        return "likely"
    return "at_risk" if chance >= _AT_RISK else "out_of_reach"


def _check(horizon: int, level: float) -> None:
    if horizon < 1 or not 0 < level < 1:
        raise InvalidInputError(
            N_(
                "A forecast needs 1 month or more and a level between 0 and 1, not {h} and {level}."
            ),
            h=horizon,
            level=level,
        )


def _usable(values: Array) -> Array:
    """Return the months after the last gap of more than two, without missing ends."""
    filled = fill_gaps(values)
    present = np.flatnonzero(np.isfinite(filled))
    if len(present) == 0:
        return np.zeros(0)
    trimmed = filled[: present[-1] + 1]
    holes = np.flatnonzero(~np.isfinite(trimmed))
    return trimmed[holes[-1] + 1 :] if len(holes) else trimmed


def _chosen_method(y: Array, period: int) -> Method:
    """Return Theta, or last year's months where these did better on a short history."""

    def by_theta(values: Array, horizon: int) -> Array:
        return theta(values, horizon, period)

    def by_last_year(values: Array, horizon: int) -> Array:
        return last_year(values, horizon, period)

    n = len(y)
    if n >= _LAST_YEAR_BELOW or n < period + 3:
        return by_theta
    ours = theirs = 0.0
    for origin in range(max(_FIRST_ORIGIN, n - _SHORT_ORIGINS), n):
        ahead = min(_SHORT_HORIZON, n - origin)
        truth = y[origin : origin + ahead]
        ours += float(np.abs(truth - by_theta(y[:origin], ahead)).mean())
        theirs += float(np.abs(truth - by_last_year(y[:origin], ahead)).mean())
    return by_last_year if theirs < _CLEARLY_BETTER * ours else by_theta


def _path_errors(y: Array, horizon: int, method: Method) -> tuple[float, float]:
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
    return float(np.sqrt(squares / weights)), max(_LEAST_FREEDOM, _SHARE_OF_ORIGINS * (n - first))


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
    limit = _SEASON_LIMIT * np.sqrt((1 + 2 * sum(r * r for r in lags[:-1])) / n)
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
