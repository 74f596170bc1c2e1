"""Smallest effect that a metric can show, and the effect of a launch in the short and long run."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    ImpactReason,
    as_share,
    history_of,
    why_too_early,
)
from lib.statistics.preparation import Array, as_series, calendar
from lib.statistics.regression import expected_error

SPANS = ((0, 1), (3, 6), (7, 12))
"""Months since the launch of the short run and of two long runs."""

_CLEAR = 0.05
"""Largest p-value of an effect whose direction is clear; the customary level."""

_CAUTION = 1.07
"""Factor on the error, because the memory is estimated too; measured by ``make calibrate``."""

_POWER = 0.8
"""Share of cases in which the smallest detectable effect is seen; the customary power."""

_WAITS = (3, 4, 5, 6, 9, 12, 18, 24)
"""Months after the launch that are tried: from the fewest allowed to two years."""


@dataclass(frozen=True, slots=True)
class RunEffect:
    """The mean effect over some months after a launch.

    Attributes
    ----------
    first, last
        Months since the launch, both included; 0 is the first one.
    n
        Months among them that have a value.
    p_value, estimate, low, high
        As in ``ImpactAssessment``, with a 95 % interval; NaN where no month has one.
    """

    first: int
    last: int
    n: int
    p_value: float
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Runs:
    """The effect of a launch in the short and in the long run.

    Attributes
    ----------
    effects
        One a span, in order; empty where too early.
    flips
        Whether a clear effect of one span is followed by a clear effect the other way.
    is_relative
        Whether the effects are shares of one.
    reason
        Why it is too early, else empty.
    """

    effects: tuple[RunEffect, ...]
    flips: bool
    is_relative: bool
    reason: ImpactReason


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
    error = expected_error(history.values, (position >= len(y)).astype(float), others)
    degrees = np.isfinite(y).sum() + months_after - others.shape[1] - 2
    smallest = _CAUTION * error * float(stdtrit(degrees, 0.975) + stdtrit(degrees, _POWER))
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
    """Return the effect of a launch over several spans, separated in one regression.

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
    flips = len(set(clear)) > 1
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
    effect = history.effect(columns[:, seen], weights[seen], DECLARED_LEVEL)
    if effect is None:
        return unknown
    bounds = np.array([effect.estimate, effect.low, effect.high])
    estimate, low, high = as_share(bounds) if history.is_relative else bounds
    return RunEffect(*span, n, effect.p_value, float(estimate), float(low), float(high))
