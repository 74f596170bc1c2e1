"""Where a series is heading: the Theta method with a band from its own past errors.

References
----------
Assimakopoulos and Nikolopoulos (2000), The theta model.
Hyndman and Billah (2003), Unmasking the Theta method.
Miller and Williams (2003), Shrinkage estimators of time series seasonal factors.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.forecast.errors import chosen_method, path_errors, total_errors, usable
from lib.statistics.preparation import Array, as_series

ForecastLabel = Literal["forecast", "too_early"]
Chance = Literal["on_course", "likely", "at_risk", "out_of_reach", "unknown"]

LEAST_MONTHS = 18


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
    y = usable(series)
    if len(y) < LEAST_MONTHS:
        none = np.zeros(0)
        return Forecast(
            "too_early", none, none, none, level, none, 0.0, np.nan, np.nan, len(y), "few_months"
        )
    unseen = len(series) - 1 - int(np.flatnonzero(np.isfinite(series))[-1])
    method = chosen_method(y, period)
    path = method(y, unseen + horizon)[unseen:]
    spread, degrees = path_errors(y, unseen + horizon, method)
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


def forecast_total(
    values: ArrayLike,
    horizon: int,
    *,
    known: ArrayLike = (),
    kind: Literal["sum", "mean"] = "sum",
    period: int = 12,
    level: float = 0.8,
) -> Forecast:
    """Return the total or mean of a quarter of which some months are known.

    Parameters
    ----------
    values
        Shape (n,): monthly values up to the last known month, those of the quarter included.
    horizon
        Months of the quarter still to come, 1 or more.
    known
        Shape (k,): values of the quarter's known months.
    kind
        Whether the months are added up or averaged.
    period
        Months of the season.
    level
        Probability that the band covers the result, between 0 and 1.

    Returns
    -------
    Forecast
        With a path of one value: the quarter's. Errors are those of the same number of months
        together, at past origins.

    Raises
    ------
    InvalidInputError
        When the horizon or the level cannot be used, or a known month is missing.

    References
    ----------
    Tashman (2000), Out-of-sample tests of forecasting accuracy (errors at past origins).
    """
    seen = np.asarray(known, dtype=float).ravel()
    if not np.isfinite(seen).all():
        raise InvalidInputError(N_("The known months of a quarter must have values."))
    ahead = forecast_to(values, horizon, period=period, level=level)
    if ahead.label == "too_early":
        return ahead
    y = usable(as_series(values))
    spread, degrees = total_errors(y, horizon, chosen_method(y, period))
    count = len(seen) + horizon if kind == "mean" else 1
    path = np.array([(seen.sum() + ahead.path.sum()) / count])
    scale = np.array([spread / count])
    half = float(stdtrit(degrees, 0.5 + level / 2)) * scale
    return replace(
        ahead,
        path=path,
        low=path - half,
        high=path + half,
        scale=scale,
        degrees_of_freedom=degrees,
        estimate=float(path[0]),
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
    if chance >= 0.8:
        return "on_course"
    if chance >= 0.5:
        return "likely"
    return "at_risk" if chance >= 0.2 else "out_of_reach"


def _check(horizon: int, level: float) -> None:
    if horizon < 1 or not 0 < level < 1:
        raise InvalidInputError(
            N_(
                "A forecast needs 1 month or more and a level between 0 and 1, not {h} and {level}."
            ),
            h=horizon,
            level=level,
        )
