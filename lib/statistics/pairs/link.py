"""Tests of one prepared pair: the link at a lag, a link the other way round, and a link that ended.

The p-value of a link comes from histories in which the sign of every surprise of the second series
is drawn by coin toss.

References
----------
Davidson and Flachaire (2008), The wild bootstrap, tamed at last (sign-flip replays).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.statistics.pairs.preparation import Prepared, prepare
from lib.statistics.preparation import Array, calendar
from lib.statistics.regression import Effect, Mixture, estimate_effect, weigh_effect

REPLAYS = 1_999
"""Coin-tossed histories: the smallest p-value is 0.0005, so one find among 100 pairs can count."""

_SEED = 20_260_901
"""Fixed, so that a result never changes by itself."""

_LEAST_ROWS, _LEAST_DEGREES = 8, 5
"""Months and degrees of freedom below which the correlation is not computed."""

LEADS = (1, 2, 3)
"""Months by which the business metric may move first; longer leads are rarely a feedback."""

RECENT_MONTHS = 18
"""Months in which a link that has ended must not be seen: one and a half seasons."""

_LEAST_BEFORE = 24
"""Months before those that are needed to have known the link at all."""

_EARLIER_LINK = 0.05
"""Largest p-value of a link that counts as present before the break."""

_FADED = 0.5
"""A link has faded when less than this share of its slope is left."""


@dataclass(frozen=True, slots=True)
class LinkTest:
    """The link at one lag: correlation of the surprises and one-sided p-values."""

    r: float
    p_above: float
    p_below: float
    degrees_of_freedom: int


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Surprises at one lag after partialling out the design."""

    leading: Array
    following: Array
    basis: Array
    at: NDArray[np.intp]
    degrees: int

    @property
    def correlation(self) -> float:
        a, e = self.leading, self.following
        return float(a @ e / np.sqrt((a @ a) * (e @ e)))


def link_at(
    prepared: Prepared, lag: int, rng: np.random.Generator | None, *, replays: int = REPLAYS
) -> LinkTest | None:
    """Return the link at one lag; None with too few months."""
    aligned = _align(prepared, lag)
    if aligned is None:
        return None
    r = aligned.correlation
    replayed = _replay(aligned, _tosses(len(prepared.second), replays, rng))
    above = float((1 + (replayed >= r - 1e-12).sum()) / (replays + 1))
    below = float((1 + (replayed <= r + 1e-12).sum()) / (replays + 1))
    return LinkTest(r, above, below, aligned.degrees)


def lead_p_value(prepared: Prepared) -> float:
    """Return the p-value of a link at any lag of 1 to 3 months, corrected for trying all."""
    largest, replayed = 0.0, np.zeros(REPLAYS)
    tosses = _tosses(len(prepared.second), REPLAYS, None)
    for lag in LEADS:
        aligned = _align(prepared, lag)
        if aligned is not None:
            largest = max(largest, abs(aligned.correlation))
            replayed = np.maximum(replayed, np.abs(_replay(aligned, tosses)))
    if largest == 0.0:
        return 1.0
    return float((1 + (replayed >= largest - 1e-12).sum()) / (REPLAYS + 1))


def _align(prepared: Prepared, lag: int) -> _Aligned | None:
    m = len(prepared.second)
    shifted = np.full(m, np.nan)
    if lag > 0:
        shifted[lag:] = prepared.first[: m - lag]
    elif lag < 0:
        shifted[:lag] = prepared.first[-lag:]
    else:
        shifted = prepared.first
    second = prepared.second
    present = np.isfinite(shifted) & np.isfinite(second)
    if present.sum() < _LEAST_ROWS:
        return None
    left, strength, _ = np.linalg.svd(prepared.design[present], full_matrices=False)
    basis = left[:, strength > 1e-9 * strength[0]]
    degrees = int(present.sum()) - basis.shape[1] - 1 - prepared.memory
    leading = shifted[present] - basis @ (basis.T @ shifted[present])
    following = second[present] - basis @ (basis.T @ second[present])
    if degrees < _LEAST_DEGREES or not (_varies(leading, shifted) and _varies(following, second)):
        return None
    return _Aligned(leading, following, basis, np.flatnonzero(present), degrees)


def _varies(part: Array, whole: Array) -> bool:
    """Whether something beyond rounding is left of a series."""
    return bool(part @ part > 1e-18 * max(float(np.nansum(whole * whole)), 1e-300))


def _replay(aligned: _Aligned, tosses: NDArray[np.int8]) -> Array:
    """Return the correlation in each history whose surprises had their signs tossed."""
    columns = np.zeros((tosses.shape[1], aligned.basis.shape[1] + 1))
    terms = np.column_stack([aligned.leading, aligned.basis])
    columns[aligned.at] = aligned.following[:, None] * terms
    replayed = tosses.astype(np.float64) @ columns
    spread = aligned.following @ aligned.following - (replayed[:, 1:] ** 2).sum(axis=1)
    scale = np.sqrt((aligned.leading @ aligned.leading) * np.maximum(spread, 1e-300))
    return np.asarray(replayed[:, 0] / scale, dtype=np.float64)


def _tosses(length: int, replays: int, rng: np.random.Generator | None) -> NDArray[np.int8]:
    """Return -1 or 1 for each replay and month, an eighth the size of real numbers."""
    if rng is None:
        return _fixed_tosses(length, replays)
    return (2 * rng.integers(0, 2, (replays, length)) - 1).astype(np.int8)


@lru_cache(maxsize=64)
def _fixed_tosses(length: int, replays: int) -> NDArray[np.int8]:
    return _tosses(length, replays, np.random.default_rng(_SEED))


@dataclass(frozen=True, slots=True)
class Break:
    """Whether a link has ended.

    Attributes
    ----------
    p_value
        P-value of a slope that differs in the last 18 months; NaN where the history is too short.
    at
        Index of the first of those months; -1 where not tested.
    has_faded
        Whether the link was there before, and less than half of its slope is left.
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
    lost = sign * change.estimate > _FADED * sign * before.estimate > 0
    faded = lost and _was_linked(prepared, lag, sign, period, cut)
    return Break(change.p_value, cut, has_faded=faded)


def shifted(values: Array, lag: int) -> Array:
    """Return ``values`` moved ``lag`` months later on the same calendar."""
    return np.concatenate([np.full(lag, np.nan), values[: len(values) - lag]]) if lag else values


def _was_linked(prepared: Prepared, lag: int, sign: int, period: int, cut: int) -> bool:
    earlier = prepare(prepared.x[:cut], prepared.y[:cut], period, lags=(lag,), logs=False)
    test = link_at(earlier, lag, None)
    if test is None:
        return False
    return (test.p_above if sign > 0 else test.p_below) <= _EARLIER_LINK


def _others(prepared: Prepared, period: int) -> Array:
    position = np.arange(len(prepared.y))
    return calendar(position, period, months=prepared.has_season, line=True)
