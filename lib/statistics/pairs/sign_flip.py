"""The pair test itself: two prepared series, one lag, and the coin-tossed histories."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.statistics.pairs.preparation import Prepared, prepare
from lib.statistics.preparation import Array

__all__ = ["LEADS", "REPLAYS", "LinkTest", "lead_p_value", "link_at", "prepare"]

REPLAYS = 1_999
_SEED = 20_260_901
_LEAST_ROWS = 8
_LEAST_DEGREES = 5
LEADS = (1, 2, 3)
"""Months by which the business metric may move first."""


@dataclass(frozen=True, slots=True)
class LinkTest:
    """The link at one lag: correlation of the surprises and one-sided p-values."""

    r: float
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
    return LinkTest(r, above, below, aligned.degrees)


def lead_p_value(prepared: Prepared) -> float:
    """Return the p-value of a link at any lag of 1 to 3 months, all tried lags paid for."""
    largest, replayed = 0.0, np.zeros(REPLAYS)
    tosses = _tosses(len(prepared.second), REPLAYS, None)
    for lag in LEADS:
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
    second = prepared.second
    known = np.isfinite(shifted) & np.isfinite(second)
    if known.sum() < _LEAST_ROWS:
        return None
    left, strength, _ = np.linalg.svd(prepared.design[known], full_matrices=False)
    basis = left[:, strength > 1e-9 * strength[0]]
    degrees = int(known.sum()) - basis.shape[1] - 1 - prepared.memory
    leading = shifted[known] - basis @ (basis.T @ shifted[known])
    following = second[known] - basis @ (basis.T @ second[known])
    if degrees < _LEAST_DEGREES or not (_varies(leading, shifted) and _varies(following, second)):
        return None
    return _Aligned(leading, following, basis, np.flatnonzero(known), degrees)


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
