"""Where a series is heading: the Theta method with a band from its own past errors.

References
----------
Assimakopoulos and Nikolopoulos (2000), The theta model.
Hyndman and Billah (2003), Unmasking the Theta method.
Miller and Williams (2003), Shrinkage estimators of time series seasonal factors.
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

LEAST_MONTHS = 18
_LAST_YEAR_BELOW = 48
_ORIGINS = 18
_FIRST_ORIGIN = 12
_ALPHAS = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])

Method = Callable[[Array, int], Array]


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
    """Return the next ``horizon`` months with a band.

    Parameters
    ----------
    values
        Shape (n,): monthly values; the months after the last gap of more than two are used.
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
    """
    if horizon < 1 or not 0 < level < 1:
        raise InvalidInputError(
            N_(
                "A forecast needs 1 month or more and a level between 0 and 1, not {h} and {level}."
            ),
            h=horizon,
            level=level,
        )
    y = _usable(as_series(values))
    if len(y) < LEAST_MONTHS:
        none = np.zeros(0)
        return Forecast(
            "too_early", none, none, none, level, none, 0.0, np.nan, np.nan, len(y), "few_months"
        )
    method = _chosen(y, period)
    path = method(y, horizon)
    spread, degrees = _errors(y, horizon, method)
    scale = np.asarray(spread * np.sqrt(np.arange(1, horizon + 1)), dtype=np.float64)
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
    """Return the chance that the last month of a forecast reaches a target, in steps of 5 %."""
    if forecast.label == "too_early" or not np.isfinite(target):
        return TargetChance(float("nan"), "unknown")
    distance = (target - forecast.path[-1]) / max(float(forecast.scale[-1]), 1e-300)
    below = float(stdtr(forecast.degrees_of_freedom, distance))
    probability = below if direction == "down" else 1 - below
    word: Chance = "out_of_reach"
    if probability >= 0.8:
        word = "on_course"
    elif probability >= 0.5:
        word = "likely"
    elif probability >= 0.2:
        word = "at_risk"
    return TargetChance(round(probability * 20) / 20, word)


def theta(values: Array, horizon: int, period: int = 12) -> Array:
    """Return the Theta forecast: smoothed level plus half the linear slope, re-seasoned."""
    factors = _season(values, period)
    n = len(values)
    plain, restore = _deseasoned(values, factors, period, horizon)
    slope = float(np.polyfit(np.arange(n), plain, 1)[0])
    level, alpha = _smooth(plain)
    ahead = np.arange(horizon)
    line: Array = level + slope / 2 * (ahead + (1 - (1 - alpha) ** n) / alpha)
    return restore(line)


def _last_year(values: Array, horizon: int, period: int = 12) -> Array:
    return values[-period:][np.arange(horizon) % period]


def _usable(values: Array) -> Array:
    """Return the months after the last gap of more than two, without missing ends."""
    filled = fill_gaps(values)
    known = np.flatnonzero(np.isfinite(filled))
    if len(known) == 0:
        return np.zeros(0)
    trimmed = filled[: known[-1] + 1]
    holes = np.flatnonzero(~np.isfinite(trimmed))
    return trimmed[holes[-1] + 1 :] if len(holes) else trimmed


def _chosen(y: Array, period: int) -> Method:
    """Return Theta, or last year's months where these did better on a short history."""

    def by_theta(values: Array, horizon: int) -> Array:
        return theta(values, horizon, period)

    def by_last_year(values: Array, horizon: int) -> Array:
        return _last_year(values, horizon, period)

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


def _errors(y: Array, horizon: int, method: Method) -> tuple[float, float]:
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
