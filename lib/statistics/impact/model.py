"""The regression behind every launch: trend, months, controls and the shape of the effect.

References
----------
Box and Tiao (1975), Intervention analysis with applications to economic problems.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lib.statistics.preparation import (
    SEASON_LEVEL,
    Array,
    calendar,
    is_multiplicative,
    season_p_value,
)
from lib.statistics.regression import Effect, Mixture, estimate_effect, weigh_effect

ImpactReason = Literal["", "few_before", "few_after", "few_months"]
Shape = Literal["step", "ramp", "undeclared"]

LEAST_BEFORE = 12
"""Months needed before the launch: one season."""

LEAST_AFTER = 3
"""Months needed from the launch on: with fewer, one unusual month decides."""

DECLARED_LEVEL, UNDECLARED_LEVEL = 0.95, 0.98
"""Levels of the interval; wider where the shape of the effect was not declared before looking."""

_CONTROL_MOVES = 0.05
"""Largest p-value at which a control counts as moved by the launch; the customary level."""


@dataclass(frozen=True, slots=True)
class History:
    """A metric ready for the regression.

    Attributes
    ----------
    values
        Shape (n,): in logarithms where ``is_relative``.
    launch
        Index of the first month after the launch.
    others
        Shape (n, k): constant, line, months and controls.
    is_relative, has_season
        Whether logarithms and months are used.
    """

    values: Array
    launch: int
    others: Array
    is_relative: bool
    has_season: bool

    def effect(self, columns: Array, weights: Array, level: float) -> Effect | None:
        """Return the weighted effect of ``columns``; None with too few months."""
        return estimate_effect(self.values, columns, self.others, weights=weights, level=level)

    def weighed(self, columns: Array, weights: Array) -> Mixture | None:
        """Return the distribution of the same effect."""
        return weigh_effect(self.values, columns, self.others, weights=weights)


def history_of(y: Array, launch: int, period: int, controls: Array) -> History:
    """Return a metric ready for the regression; ``controls`` has shape (n, k)."""
    is_relative = is_multiplicative(y)
    values = np.log(y) if is_relative else y
    position = np.arange(len(y))
    scaled = [_centered(_like(column, is_relative=is_relative)) for column in controls.T]
    has_season = _has_season(values, launch, period)
    others = np.column_stack([calendar(position, period, months=has_season, line=True), *scaled])
    return History(values, launch, others, is_relative, has_season)


def profile(length: int, launch: int, shape: Shape, ramp_months: int | None) -> Array:
    """Return the columns whose coefficients are the effect: one, or one a month if undeclared."""
    since = np.arange(length) - launch + 1
    if shape == "undeclared":
        return np.vstack([np.zeros((launch, length - launch)), np.eye(length - launch)])
    if shape == "ramp" and ramp_months:
        return np.clip(since / ramp_months, 0.0, 1.0)[:, None]
    return (since > 0).astype(float)[:, None]


def mean_weights(columns: Array, y: Array, launch: int) -> Array:
    """Return the weights that make the coefficients of ``columns`` a mean over present months."""
    present = np.isfinite(y[launch:])
    return np.asarray(columns[launch:][present].mean(axis=0))


def moves(control: Array, launch: int, period: int) -> bool:
    """Whether a control itself moves at the launch, or cannot be judged: it is of no use then."""
    history = history_of(control, launch, period, np.zeros((len(control), 0)))
    effect = history.weighed(profile(len(control), launch, "step", None), np.ones(1))
    return effect is None or effect.p_value <= _CONTROL_MOVES


def why_too_early(y: Array, launch: int) -> ImpactReason:
    """Return why it is too early to assess a launch, or an empty text."""
    if np.isfinite(y[:launch]).sum() < LEAST_BEFORE:
        return "few_before"
    if np.isfinite(y[launch:]).sum() < LEAST_AFTER:
        return "few_after"
    return ""


def as_share(logs: Array) -> Array:
    """Return effects on logarithms as shares of one."""
    return np.asarray(np.expm1(logs))


def _has_season(values: Array, launch: int, period: int) -> bool:
    before = values[:launch]
    if np.isfinite(before).sum() < 2 * period:
        return False
    return season_p_value(np.diff(before), np.arange(1, launch), period) < SEASON_LEVEL


def _like(control: Array, *, is_relative: bool) -> Array:
    """Return a control on the scale of the metric, where it can be."""
    present = control[np.isfinite(control)]
    return np.log(control) if is_relative and len(present) and present.min() > 0 else control


def _centered(values: Array) -> Array:
    return values - np.nanmean(values) if np.isfinite(values).any() else values
