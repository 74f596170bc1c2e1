"""What a metric could show of a launch at all, and what lasts of an effect."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.impact.model import (
    DECLARED_LEVEL,
    LEAST_AFTER,
    LEAST_BEFORE,
    History,
    as_share,
    history_of,
    why_too_early,
)
from lib.statistics.impact.results import RunEffect, Runs
from lib.statistics.preparation import Array, as_series, calendar
from lib.statistics.regression import foreseen_error

SPANS = ((0, 1), (3, 6), (7, 12))
"""Months since the launch of the short run and of two long runs."""

_CLEAR = 0.05
_CAUTION = 1.07  # beside the error: the memory is estimated too (measured by the calibration)
_WAITS = (3, 4, 5, 6, 9, 12, 18, 24)


def detectable_effect(values: ArrayLike, months_after: int, *, period: int = 12) -> float:
    """Return the smallest step that a metric shows 80 times in 100 so many months later.

    From the error that a step will have once those months are known.

    Parameters
    ----------
    values
        Shape (n,): monthly values before the launch, NaN where missing.
    months_after
        Months that will be known from the launch on.
    period
        Months of the season.

    Returns
    -------
    float
        In units of the metric, or a share of one for a metric that grows by shares; NaN where the
        history is too short.

    References
    ----------
    Bloom (1995), Minimum detectable effects.
    """
    y = as_series(values)
    if months_after < LEAST_AFTER or np.isfinite(y).sum() < LEAST_BEFORE:
        return float("nan")
    history = history_of(y, len(y), period, np.zeros((len(y), 0)))
    position = np.arange(len(y) + months_after)
    others = calendar(position, period, months=history.has_season, line=True)
    error = foreseen_error(history.values, (position >= len(y)).astype(float), others)
    degrees = np.isfinite(y).sum() + months_after - others.shape[1] - 2
    smallest = _CAUTION * error * float(stdtrit(degrees, 0.975) + stdtrit(degrees, 0.8))
    return float(np.expm1(smallest)) if history.is_relative else smallest


def months_until_visible(values: ArrayLike, effect: float, *, period: int = 12) -> int | None:
    """Return after how many months an effect would be seen 80 times in 100; None within 2 years.

    Parameters
    ----------
    values
        Shape (n,): monthly values before the launch, NaN where missing.
    effect
        Size of the step, in the units of ``detectable_effect``; its sign does not matter.
    period
        Months of the season.

    References
    ----------
    Bloom (1995), Minimum detectable effects.
    """
    for months in _WAITS:
        smallest = detectable_effect(values, months, period=period)
        if np.isfinite(smallest) and smallest <= abs(effect):
            return months
    return None


def short_and_long_run(
    values: ArrayLike,
    launch: int,
    *,
    spans: Sequence[tuple[int, int]] = SPANS,
    period: int = 12,
) -> Runs:
    """Return the effect of a launch over several spans, told apart in one regression.

    Parameters
    ----------
    values
        Shape (n,): monthly values, NaN where missing.
    launch
        Index of the first month after the launch.
    spans
        First and last month of each, since the launch; they must not overlap.
    period
        Months of the season.

    Raises
    ------
    InvalidInputError
        When the launch lies outside the series, or spans overlap.

    References
    ----------
    Box and Tiao (1975), Intervention analysis with applications to economic problems.
    """
    y = as_series(values)
    _check(y, launch, spans)
    reason = why_too_early(y, launch)
    if reason:
        return Runs((), flips=False, is_relative=False, reason=reason)
    history = history_of(y, launch, period, np.zeros((len(y), 0)))
    columns = _columns(len(y), launch, spans)
    effects = tuple(_run(history, columns, at, span) for at, span in enumerate(spans))
    clear = [np.sign(run.estimate) for run in effects if run.p_value <= _CLEAR]
    flips = any(one != other for one, other in combinations(clear, 2))
    return Runs(effects, flips=flips, is_relative=history.is_relative, reason="")


def _check(y: Array, launch: int, spans: Sequence[tuple[int, int]]) -> None:
    if not 0 <= launch <= len(y):
        raise InvalidInputError(
            N_("The launch must lie within the {n} months, not at {launch}."),
            n=len(y),
            launch=launch,
        )
    bounds = [bound for span in spans for bound in (span[0] - 0.25, span[1] + 0.25)]
    if not bounds or bounds != sorted(bounds) or bounds[0] < -1:
        raise InvalidInputError(N_("The spans after a launch must follow one another."))


def _columns(length: int, launch: int, spans: Sequence[tuple[int, int]]) -> Array:
    """Return one column a span, then one for each month that no span holds."""
    since = np.arange(length) - launch
    inside = [(since >= first) & (since <= last) for first, last in spans]
    outside = (since >= 0) & ~np.any(inside, axis=0)
    loose = [since == month for month in since[outside]]
    return np.column_stack([*inside, *loose]).astype(float)


def _run(history: History, columns: Array, at: int, span: tuple[int, int]) -> RunEffect:
    inside = columns[:, at] > 0
    n = int((inside & np.isfinite(history.values)).sum())
    unknown = RunEffect(*span, n, np.nan, np.nan, np.nan, np.nan)
    if n == 0:
        return unknown
    seen = columns[np.isfinite(history.values)].any(axis=0)
    weights = (np.arange(columns.shape[1]) == at).astype(float)
    found = history.effect(columns[:, seen], weights[seen], DECLARED_LEVEL)
    if found is None:
        return unknown
    bounds = np.array([found.estimate, found.low, found.high])
    estimate, low, high = as_share(bounds) if history.is_relative else bounds
    return RunEffect(*span, n, found.p_value, float(estimate), float(low), float(high))
