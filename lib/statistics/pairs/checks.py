"""Two ways in which a link can mislead: the business metric moves first, or the link has ended."""

from dataclasses import dataclass

import numpy as np

from lib.statistics.pairs.preparation import Prepared, prepare
from lib.statistics.pairs.sign_flip import LEADS, lead_p_value, link_at
from lib.statistics.preparation import Array, calendar
from lib.statistics.regression import Effect, Mixture, estimate_effect, weigh_effect

RECENT_MONTHS = 18
"""Months in which a link that has ended must not be seen."""

_LEAST_BEFORE = 24
_HELD = 0.05


@dataclass(frozen=True, slots=True)
class Break:
    """Whether a link has ended.

    Attributes
    ----------
    p_value
        P-value of a slope that differs in the last 18 months; NaN where the history is too short.
    at
        Index of the first of those months; -1 where not asked.
    has_faded
        Whether the link held before, and less than half of its slope is left.
    """

    p_value: float
    at: int
    has_faded: bool


def reverse_p_value(prepared: Prepared, period: int) -> float:
    """Return the p-value of "the business metric moves 1 to 3 months before the product metric"."""
    return lead_p_value(prepare(prepared.y, prepared.x, period, lags=LEADS, logs=False))


def slope_at(prepared: Prepared, lag: int, period: int) -> Effect | None:
    """Return the change of the business metric for one unit of the product metric, lag months on.

    None with too few months. In log points where a side was logged.
    """
    driver = shifted(prepared.x, lag)
    driver = driver - np.nanmean(driver)
    return estimate_effect(prepared.y, driver[:, None], _others(prepared, period))


def find_break(prepared: Prepared, lag: int, sign: int, period: int) -> Break:
    """Return whether the link differs in the last 18 months, and whether it has faded."""
    n = len(prepared.y)
    cut = n - RECENT_MONTHS
    if cut - lag < _LEAST_BEFORE:
        return Break(float("nan"), -1, has_faded=False)
    recent = np.arange(n) >= cut
    driver = shifted(prepared.x, lag)
    driver = driver - np.nanmean(driver)
    effects = np.column_stack([driver * ~recent, driver * recent])
    others = np.column_stack([_others(prepared, period), recent.astype(float)])

    def combined(before: float, after: float) -> Mixture | None:
        return weigh_effect(prepared.y, effects, others, weights=np.array([before, after]))

    change, before = combined(1.0, -1.0), combined(1.0, 0.0)
    if change is None or before is None:
        return Break(float("nan"), -1, has_faded=False)
    lost = sign * change.estimate > 0.5 * sign * before.estimate > 0
    faded = lost and _held_before(prepared, lag, sign, period, cut)
    return Break(change.p_value, cut, has_faded=faded)


def shifted(values: Array, lag: int) -> Array:
    """Return ``values`` moved ``lag`` months later on the same calendar."""
    return np.concatenate([np.full(lag, np.nan), values[: len(values) - lag]]) if lag else values


def _held_before(prepared: Prepared, lag: int, sign: int, period: int, cut: int) -> bool:
    earlier = prepare(prepared.x[:cut], prepared.y[:cut], period, lags=(lag,), logs=False)
    found = link_at(earlier, lag, None)
    if found is None:
        return False
    return (found.p_above if sign > 0 else found.p_below) <= _HELD


def _others(prepared: Prepared, period: int) -> Array:
    position = np.arange(len(prepared.y))
    return calendar(position, period, months=prepared.has_season, line=True)
