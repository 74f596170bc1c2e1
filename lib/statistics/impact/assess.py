"""Effect of a launch: a step or ramp in the memory-averaged regression.

Too little data is a result, not an error. The grade is capped where something else may explain the
move: no control and no second launch, another launch nearby, a history too short for the season.

References
----------
Box and Tiao (1975), Intervention analysis with applications to economic problems.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.impact.model import (
    DECLARED_LEVEL,
    LEAST_AFTER,
    UNDECLARED_LEVEL,
    ImpactReason,
    Shape,
    as_share,
    history_of,
    mean_weights,
    moves,
    profile,
    why_too_early,
)
from lib.statistics.preparation import Array, as_series
from lib.statistics.regression import Effect

ImpactLabel = Literal["strong", "moderate", "weak", "none", "too_early"]
Cap = Literal["no_control", "control_moved", "few_after", "neighbour", "short_history"]

_FULL_BEFORE = 24
"""Months before the launch without a cap: two seasons, so that the yearly pattern is seen twice."""

_FULL_AFTER = 6
"""Months after the launch without a cap: long enough to outlast the novelty of a launch."""

_MOST_CONTROLS = 2
"""Each control costs a degree of freedom; more would let one fit the effect away."""

_ORDER: tuple[ImpactLabel, ...] = ("none", "weak", "moderate", "strong")


@dataclass(frozen=True, slots=True)
class ImpactAssessment:
    """How far the data shows that a launch changed a metric.

    Attributes
    ----------
    label
        Grade, after its caps.
    p_value
        Two-sided p-value of no effect; NaN where too early.
    estimate, low, high
        Mean effect over the months since the launch with its interval (95 %, or 98 % without a
        declared shape): in units of the metric, or a share of one where ``is_relative``.
    n, n_before, n_after
        Months with a value in all, before the launch, from the launch on.
    is_relative
        Whether the metric grows by shares, so that the effect is one.
    capped_by
        What limits the grade: ``no_control`` (nor a second launch), ``control_moved``,
        ``few_after`` (fewer than 6 months), ``neighbour`` (within two months), ``short_history``
        (fewer than 24 months before).
    reason
        Why it is too early, else empty.
    months_missing
        Further months needed before an answer is possible.
    path, path_low, path_high
        Shape (months from the launch on,): the metric as expected without the launch, with its
        band; empty where too early.
    refused_controls
        Columns of the controls that moved at the launch themselves, and were left out.
    has_season
        Whether a yearly pattern was taken out.
    """

    label: ImpactLabel
    p_value: float
    estimate: float
    low: float
    high: float
    n: int
    n_before: int
    n_after: int
    is_relative: bool
    capped_by: tuple[Cap, ...]
    reason: ImpactReason
    months_missing: int
    path: Array
    path_low: Array
    path_high: Array
    refused_controls: tuple[int, ...] = ()
    has_season: bool = False


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Largest p-value of each grade."""

    weak: float
    moderate: float
    strong: float


_DECLARED = _Thresholds(0.05, 0.01, 0.001)
_UNDECLARED = _Thresholds(0.02, 0.005, 0.0005)
"""The customary levels; about half where the shape was not declared, for the freedom to choose."""


def assess_impact(  # noqa: PLR0913 - the contract names each of them
    values: ArrayLike,
    launch: int,
    *,
    shape: Shape = "step",
    ramp_months: int | None = None,
    period: int = 12,
    controls: ArrayLike | None = None,
    has_neighbours: bool = False,
    has_second_launch: bool = False,
) -> ImpactAssessment:
    """Return how far the data shows an effect of a launch.

    Parameters
    ----------
    values
        Shape (n,): monthly values, NaN where missing.
    launch
        Index of the first month after the launch.
    shape
        ``step``: at once; ``ramp``: building over ``ramp_months``; ``undeclared``: any, judged
        more strictly.
    ramp_months
        Months over which the effect builds, for a ramp.
    period
        Months of the season.
    controls
        Shape (n,) or (n, k), at most 2: metrics that the launch cannot touch. One that moves at
        the launch is refused.
    has_neighbours
        Whether another launch or event lies within two months.
    has_second_launch
        Whether the same change was launched twice, and seen both times.

    Raises
    ------
    InvalidInputError
        When launch, shape or controls cannot be used.

    References
    ----------
    Box and Tiao (1975), Intervention analysis with applications to economic problems.
    """
    y = as_series(values)
    checked = _controls(controls, len(y))
    _check(y, launch, shape, ramp_months, checked)
    reason = why_too_early(y, launch)
    if reason:
        after = int(np.isfinite(y[launch:]).sum())
        return _too_early(y, launch, reason, max(0, LEAST_AFTER - after))
    refused = tuple(at for at, column in enumerate(checked.T) if moves(column, launch, period))
    history = history_of(y, launch, period, np.delete(checked, refused, axis=1))
    columns = profile(len(y), launch, shape, ramp_months)
    is_declared = shape != "undeclared"
    effect = history.effect(
        columns,
        mean_weights(columns, y, launch),
        DECLARED_LEVEL if is_declared else UNDECLARED_LEVEL,
    )
    if effect is None:
        return _too_early(y, launch, "few_months", 1)
    impact = replace(
        _too_early(y, launch, "", 0),
        label=_grade(effect.p_value, _DECLARED if is_declared else _UNDECLARED),
        p_value=effect.p_value,
        is_relative=history.is_relative,
        refused_controls=refused,
        has_season=history.has_season,
    )
    impact = _in_units(impact, effect)
    is_alone = len(refused) == checked.shape[1] and not has_second_launch
    capped = _capped(impact, _caps(impact, is_alone=is_alone, has_neighbours=has_neighbours))
    return _with_path(capped, y, launch, columns)


def _controls(controls: ArrayLike | None, length: int) -> Array:
    if controls is None:
        return np.zeros((length, 0))
    array = np.asarray(controls, dtype=float).copy()
    array[~np.isfinite(array)] = np.nan
    return array[:, None] if array.ndim == 1 else array


def _check(y: Array, launch: int, shape: str, ramp_months: int | None, controls: Array) -> None:
    if not 0 <= launch <= len(y):
        raise InvalidInputError(
            N_("The launch must lie within the {n} months, not at {launch}."),
            n=len(y),
            launch=launch,
        )
    if shape not in ("step", "ramp", "undeclared"):
        raise InvalidInputError(N_("“{shape}” is not a shape of an effect."), shape=shape)
    if shape == "ramp" and (ramp_months is None or ramp_months < 1):
        raise InvalidInputError(N_("An effect that builds needs the number of months it takes."))
    if controls.shape[0] != len(y) or controls.shape[1] > _MOST_CONTROLS:
        raise InvalidInputError(
            N_("At most 2 controls, each as long as the metric: {n} months."), n=len(y)
        )


def _too_early(y: Array, launch: int, reason: ImpactReason, missing: int) -> ImpactAssessment:
    before, after = int(np.isfinite(y[:launch]).sum()), int(np.isfinite(y[launch:]).sum())
    unknown, empty = float("nan"), np.zeros(0)
    return ImpactAssessment(
        label="too_early",
        p_value=unknown,
        estimate=unknown,
        low=unknown,
        high=unknown,
        n=before + after,
        n_before=before,
        n_after=after,
        is_relative=False,
        capped_by=(),
        reason=reason,
        months_missing=missing,
        path=empty,
        path_low=empty,
        path_high=empty,
    )


def _grade(p: float, at_most: _Thresholds) -> ImpactLabel:
    if p <= at_most.strong:
        return "strong"
    if p <= at_most.moderate:
        return "moderate"
    return "weak" if p <= at_most.weak else "none"


def _in_units(impact: ImpactAssessment, effect: Effect) -> ImpactAssessment:
    bounds = np.array([effect.estimate, effect.low, effect.high])
    estimate, low, high = as_share(bounds) if impact.is_relative else bounds
    return replace(impact, estimate=float(estimate), low=float(low), high=float(high))


def _caps(
    impact: ImpactAssessment, *, is_alone: bool, has_neighbours: bool
) -> dict[Cap, ImpactLabel]:
    """Return the highest grade that each weakness of the setting allows."""
    caps: dict[Cap, ImpactLabel] = {}
    if impact.n_before < _FULL_BEFORE:
        caps["short_history"] = "weak"
    if has_neighbours:
        caps["neighbour"] = "weak"
    if impact.n_after < _FULL_AFTER:
        caps["few_after"] = "moderate"
    if is_alone:
        caps["control_moved" if impact.refused_controls else "no_control"] = "moderate"
    return caps


def _capped(impact: ImpactAssessment, caps: dict[Cap, ImpactLabel]) -> ImpactAssessment:
    """Return the result with its grade after the caps, and those that lowered it."""
    limits = tuple(
        cause for cause, most in caps.items() if _ORDER.index(most) < _ORDER.index(impact.label)
    )
    lowest = min((caps[cause] for cause in limits), key=_ORDER.index, default=impact.label)
    return replace(impact, label=lowest, capped_by=limits)


def _with_path(impact: ImpactAssessment, y: Array, launch: int, columns: Array) -> ImpactAssessment:
    """Return the result with the metric as expected without the launch."""
    after = y[launch:]
    share = columns[launch:, 0] if columns.shape[1] == 1 else np.ones(len(after))
    share = share / (share[np.isfinite(after)].mean() or 1.0)

    def without(effect: float) -> Array:
        if impact.is_relative:
            return np.asarray(after * np.exp(-np.log1p(effect) * share))
        return np.asarray(after - effect * share)

    return replace(
        impact,
        path=without(impact.estimate),
        path_low=without(impact.high),
        path_high=without(impact.low),
    )
