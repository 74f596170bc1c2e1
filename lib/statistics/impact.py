"""What a launch changed: a step or ramp in the memory-averaged regression.

Too little data is a result. A grade is capped where something else may have happened: no control
and no second launch, another launch nearby, a history too short for the season.

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
from lib.statistics.preparation import (
    SEASON_LEVEL,
    Array,
    as_series,
    calendar,
    is_multiplicative,
    season_p_value,
)
from lib.statistics.regression import Effect, estimate_effect

ImpactLabel = Literal["strong", "moderate", "weak", "none", "too_early"]
Shape = Literal["step", "ramp", "undeclared"]

LEAST_BEFORE = 12
LEAST_AFTER = 3
_FULL_BEFORE = 24
_FULL_AFTER = 6
_MOST_CONTROLS = 2
_THRESHOLDS: dict[bool, tuple[float, float, float]] = {
    True: (0.05, 0.01, 0.001),
    False: (0.02, 0.005, 0.0005),  # no shape declared: judged more severely
}
_POWER = 1.43  # (1.96 + 0.84) / 1.96: half-width that is seen 80 times in 100
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
        Months known in all, before the launch, from the launch on.
    is_relative
        Whether the metric grows by shares, so that the effect is one.
    capped_by
        What keeps the grade down: ``no_control``, ``neighbour``, ``short_history``,
        ``control_moved``.
    reason
        Why it is too early (``few_before``, ``few_after``, ``few_months``), else empty.
    months_missing
        Further months needed before an answer is possible.
    path, path_low, path_high
        Shape (n_after,): the metric as expected without the launch, with its band; empty where
        too early.
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
    capped_by: tuple[str, ...]
    reason: str
    months_missing: int
    path: Array
    path_low: Array
    path_high: Array


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
        ``step``: at once; ``ramp``: building over ``ramp_months``; ``undeclared``: any.
    ramp_months
        Months over which the effect builds, for a ramp.
    period
        Months of the season.
    controls
        Shape (n,) or (n, k), at most 2: metrics that the launch cannot touch.
    has_neighbours
        Whether another launch or event lies within two months.
    has_second_launch
        Whether the same change was launched twice, and seen both times.

    Raises
    ------
    InvalidInputError
        When launch, shape or controls cannot be used.
    """
    y = as_series(values)
    given = _controls(controls, len(y))
    _check(y, launch, shape, ramp_months, given)
    early = _too_early(y, launch)
    if early:
        return early
    usable = [column for column in given.T if not _moves(column, launch, period)]
    is_relative = is_multiplicative(y)
    scaled = np.log(y) if is_relative else y
    profile = _profile(len(y), launch, shape, ramp_months)
    effect = _effect(scaled, launch, profile, period, usable)
    if effect is None:
        return _result(y, launch, reason="few_months", missing=1)
    graded = _graded(y, launch, effect, is_relative=is_relative, declared=shape != "undeclared")
    caps = _caps(
        graded,
        moved=len(usable) < given.shape[1],
        alone=not usable and not has_second_launch,
        neighbours=has_neighbours,
    )
    return _with_path(_capped(graded, caps), y, launch, profile)


def detectable_effect(values: ArrayLike, months_after: int, *, period: int = 12) -> float:
    """Return the smallest step that this metric shows 80 times in 100 so many months later.

    Found by placing launches where nothing was launched, in the history itself; NaN where the
    history is too short. In units of the metric, or a share of one for a metric that grows by
    shares.
    """
    y = as_series(values)
    is_relative = is_multiplicative(y)
    scaled = np.log(y) if is_relative else y
    widths = []
    for back in range(months_after, months_after + 9, 2):
        launch = len(y) - back
        if np.isfinite(y[:launch]).sum() < LEAST_BEFORE or months_after < LEAST_AFTER:
            continue
        end = launch + months_after
        profile = _profile(end, launch, "step", None)
        effect = _effect(scaled[:end], launch, profile, period, [])
        if effect is not None:
            widths.append((effect.high - effect.low) / 2)
    if not widths:
        return float("nan")
    smallest = _POWER * float(np.median(widths))
    return float(np.expm1(smallest)) if is_relative else smallest


def months_until_visible(values: ArrayLike, effect: float, *, period: int = 12) -> int | None:
    """Return after how many months an effect would be seen 80 times in 100; None within 2 years."""
    for months in (3, 4, 5, 6, 9, 12, 18, 24):
        smallest = detectable_effect(values, months, period=period)
        if np.isfinite(smallest) and smallest <= abs(effect):
            return months
    return None


def _controls(controls: ArrayLike | None, length: int) -> Array:
    if controls is None:
        return np.zeros((length, 0))
    array = np.asarray(controls, dtype=float)
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


def _too_early(y: Array, launch: int) -> ImpactAssessment | None:
    before = int(np.isfinite(y[:launch]).sum())
    after = int(np.isfinite(y[launch:]).sum())
    if before < LEAST_BEFORE:
        return _result(y, launch, reason="few_before", missing=max(0, LEAST_AFTER - after))
    if after < LEAST_AFTER:
        return _result(y, launch, reason="few_after", missing=LEAST_AFTER - after)
    return None


def _result(y: Array, launch: int, *, reason: str = "", missing: int = 0) -> ImpactAssessment:
    before, after = int(np.isfinite(y[:launch]).sum()), int(np.isfinite(y[launch:]).sum())
    return ImpactAssessment(
        label="too_early",
        p_value=np.nan,
        estimate=np.nan,
        low=np.nan,
        high=np.nan,
        n=before + after,
        n_before=before,
        n_after=after,
        is_relative=False,
        capped_by=(),
        reason=reason,
        months_missing=missing,
        path=np.zeros(0),
        path_low=np.zeros(0),
        path_high=np.zeros(0),
    )


def _profile(length: int, launch: int, shape: str, ramp_months: int | None) -> Array:
    """Return the columns whose coefficients are the effect: one, or one a month if undeclared."""
    since = np.arange(length) - launch + 1
    if shape == "undeclared":
        return np.vstack([np.zeros((launch, length - launch)), np.eye(length - launch)])
    if shape == "ramp" and ramp_months:
        return np.clip(since / ramp_months, 0.0, 1.0)[:, None]
    return (since > 0).astype(float)[:, None]


def _effect(
    scaled: Array, launch: int, profile: Array, period: int, controls: list[Array]
) -> Effect | None:
    position = np.arange(len(scaled))
    before = scaled[:launch]
    months = (
        int(np.isfinite(before).sum()) >= 2 * period
        and season_p_value(np.diff(before), position[1:launch], period) < SEASON_LEVEL
    )
    others = [calendar(position, period, months=months, line=True), *(c[:, None] for c in controls)]
    count = profile.shape[1]
    if count == 1:
        weights, level = np.array([profile[launch:, 0].mean()]), 0.95
    else:
        known = np.isfinite(scaled[launch:])
        weights, level = known / known.sum(), 0.98
    return estimate_effect(scaled, profile, np.hstack(others), weights=weights, level=level)


def _moves(control: Array, launch: int, period: int) -> bool:
    """Whether a control itself moves at the launch: then it controls nothing."""
    found = _effect(control, launch, _profile(len(control), launch, "step", None), period, [])
    return found is None or found.p_value <= 0.05


def _graded(
    y: Array, launch: int, effect: Effect, *, is_relative: bool, declared: bool
) -> ImpactAssessment:
    weak, moderate, strong = _THRESHOLDS[declared]
    p = effect.p_value
    label: ImpactLabel = (
        "strong"
        if p <= strong
        else "moderate"
        if p <= moderate
        else "weak"
        if p <= weak
        else "none"
    )
    bounds = np.array([effect.estimate, effect.low, effect.high])
    estimate, low, high = np.expm1(bounds) if is_relative else bounds
    return replace(
        _result(y, launch),
        label=label,
        p_value=p,
        estimate=float(estimate),
        low=float(low),
        high=float(high),
        is_relative=is_relative,
    )


def _caps(
    found: ImpactAssessment, *, moved: bool, alone: bool, neighbours: bool
) -> dict[str, ImpactLabel]:
    caps: dict[str, ImpactLabel] = {}
    if found.n_before < _FULL_BEFORE:
        caps["short_history"] = "weak"
    if neighbours:
        caps["neighbour"] = "weak"
    if alone or found.n_after < _FULL_AFTER:
        caps["control_moved" if moved else "no_control"] = "moderate"
    return caps


def _capped(found: ImpactAssessment, caps: dict[str, ImpactLabel]) -> ImpactAssessment:
    """Return the result with its grade after the caps, and which of them bit."""
    biting = tuple(
        cause for cause, most in caps.items() if _ORDER.index(most) < _ORDER.index(found.label)
    )
    lowest = min((caps[cause] for cause in biting), key=_ORDER.index, default=found.label)
    return replace(found, label=lowest, capped_by=biting)


def _with_path(found: ImpactAssessment, y: Array, launch: int, profile: Array) -> ImpactAssessment:
    """Return the result with the metric as expected without the launch."""
    after = y[launch:]
    share = profile[launch:, 0] if profile.shape[1] == 1 else np.ones(len(after))
    mean = share.mean() or 1.0
    share = share / mean

    def without(effect: float) -> Array:
        return after / (1 + effect * share) if found.is_relative else after - effect * share

    return replace(
        found,
        path=without(found.estimate),
        path_low=without(found.high),
        path_high=without(found.low),
    )
