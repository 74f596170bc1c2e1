"""The pair test itself: two prepared series, one lag, and the coin-tossed histories."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.statistics.preparation import (
    SEASON_LEVEL,
    Array,
    calendar,
    clip_jumps,
    fill_gaps,
    is_multiplicative,
    memory_of,
    residuals,
    returns_to_its_line,
    season_p_value,
    without_memory,
)

REPLAYS = 1_999
_SEED = 20_260_901
_LEADS = (1, 2, 3)


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
        Shape (m, k): what stays to be partialled out (constant, months).
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
class LinkTest:
    """The link at one lag: correlation, statistic and one-sided p-values."""

    r: float
    t: float
    p_above: float
    p_below: float
    degrees_of_freedom: int


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Surprises at one lag, partialled out: ready for the coin tosses."""

    leading: Array
    following: Array
    basis: Array
    at: NDArray[np.intp]
    degrees: int


def prepare(x: Array, y: Array, period: int, *, logs: bool = True) -> Prepared:
    """Return two series prepared for the test of "the second follows the first".

    Parameters
    ----------
    x, y
        Shape (n,), NaN where missing.
    period
        Months of the season.
    logs
        Whether a side may be logged; False where that was decided before.
    """
    product_in_logs = logs and is_multiplicative(x)
    business_in_logs = logs and is_multiplicative(y)
    x = fill_gaps(np.log(x) if product_in_logs else x)
    y = fill_gaps(np.log(y) if business_in_logs else y)
    n = int((np.isfinite(x) & np.isfinite(y)).sum())
    position = np.arange(len(x))
    season = (
        min(
            season_p_value(np.diff(x), position[1:], period),
            season_p_value(np.diff(y), position[1:], period),
        )
        < SEASON_LEVEL
    )
    full = calendar(position, period, months=season, line=True)
    if returns_to_its_line(residuals(full, y)):
        first, second, design = x, y, full
    else:
        first, second = np.diff(x), np.diff(y)
        design = calendar(position[1:], period, months=season)
    first = clip_jumps(residuals(design, first))
    second = clip_jumps(residuals(design, second))
    longest = 2 if n < 36 else 3 if n < 48 else 4
    memory = memory_of(second, longest)
    return Prepared(
        x=x,
        y=y,
        first=without_memory(first, memory),
        second=without_memory(second, memory),
        design=design[len(memory) :],
        has_season=season,
        product_in_logs=product_in_logs,
        business_in_logs=business_in_logs,
        memory=len(memory),
    )


def link_at(
    prepared: Prepared, lag: int, rng: np.random.Generator | None, *, replays: int = REPLAYS
) -> LinkTest | None:
    """Return the link at one lag; None with too few months."""
    aligned = _align(prepared, lag)
    if aligned is None:
        return None
    a, e = aligned.leading, aligned.following
    r = float(a @ e / np.sqrt((a @ a) * (e @ e)))
    replayed = _replay(aligned, _tosses(len(prepared.second), replays, rng))
    above = float((1 + (replayed >= r - 1e-12).sum()) / (replays + 1))
    below = float((1 + (replayed <= r + 1e-12).sum()) / (replays + 1))
    t = r * np.sqrt(aligned.degrees / max(1e-12, 1 - r * r))
    return LinkTest(r, float(t), above, below, aligned.degrees)


def lead_p_value(prepared: Prepared) -> float:
    """Return the p-value of a link at any lag of 1 to 3 months, all tried lags paid for."""
    largest, replayed = 0.0, np.zeros(REPLAYS)
    tosses = _tosses(len(prepared.second), REPLAYS, None)
    for lag in _LEADS:
        aligned = _align(prepared, lag)
        if aligned is not None:
            a, e = aligned.leading, aligned.following
            largest = max(largest, abs(float(a @ e / np.sqrt((a @ a) * (e @ e)))))
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
    known = np.isfinite(shifted) & np.isfinite(prepared.second)
    if known.sum() < 8:
        return None
    left, strength, _ = np.linalg.svd(prepared.design[known], full_matrices=False)
    basis = left[:, strength > 1e-9 * strength[0]]
    degrees = int(known.sum()) - basis.shape[1] - 1 - prepared.memory
    leading = shifted[known] - basis @ (basis.T @ shifted[known])
    following = prepared.second[known] - basis @ (basis.T @ prepared.second[known])
    if degrees < 5 or leading @ leading <= 1e-12 or following @ following <= 1e-12:
        return None
    return _Aligned(leading, following, basis, np.flatnonzero(known), degrees)


def _replay(aligned: _Aligned, tosses: Array) -> Array:
    """Return the correlation in each history whose surprises had their signs tossed."""
    replayed = tosses[:, aligned.at] * aligned.following
    spread = (aligned.following @ aligned.following) - ((replayed @ aligned.basis) ** 2).sum(axis=1)
    scale = np.sqrt((aligned.leading @ aligned.leading) * np.maximum(spread, 1e-300))
    return np.asarray((replayed @ aligned.leading) / scale, dtype=np.float64)


def _tosses(length: int, replays: int, rng: np.random.Generator | None) -> Array:
    if rng is None:
        return _fixed_tosses(length, replays)
    return np.asarray(2.0 * rng.integers(0, 2, (replays, length)) - 1.0)


@lru_cache(maxsize=64)
def _fixed_tosses(length: int, replays: int) -> Array:
    return _tosses(length, replays, np.random.default_rng(_SEED))
