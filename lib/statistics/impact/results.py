"""What a measured launch carries to whoever shows it."""

from dataclasses import dataclass
from typing import Literal

from lib.statistics.preparation import Array

ImpactLabel = Literal["strong", "moderate", "weak", "none", "too_early"]
ImpactReason = Literal["", "few_before", "few_after", "few_months"]
Cap = Literal["no_control", "control_moved", "few_after", "neighbour", "short_history"]
Shape = Literal["step", "ramp", "undeclared"]


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
        What keeps the grade down: ``no_control`` (nor a second launch), ``control_moved``,
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
class RunEffect:
    """The mean effect over some months after a launch.

    Attributes
    ----------
    first, last
        Months since the launch, both included; 0 is the first one.
    n
        Months known among them.
    p_value, estimate, low, high
        As in ``ImpactAssessment``, with a 95 % interval; NaN where no month is known.
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
