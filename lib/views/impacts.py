"""Effects of a launch on both its metrics, capped where another launch or event coincides."""

import math
from dataclasses import dataclass
from datetime import date

from lib.domain.initiatives import Initiative
from lib.domain.metrics import Event, Metric
from lib.domain.periods import add_months, months_between
from lib.domain.returns import Course, Finding
from lib.errors import NotFoundError
from lib.i18n.translate import N_
from lib.statistics.impact import ImpactAssessment, assess_impact
from lib.views.company import Company, company
from lib.views.series import MetricSeries, metric_series, values_array
from lib.views.snapshot import Snapshot, cached

COINCIDENCE_MONTHS = 2
"""Months around a launch in which another launch or event may explain the same move."""

_LONGEST_AFTER = 12
_LATE_IN_MONTH = 15
_HARM = 0.10  # two-sided, hence 0.05 on the side of harm


@dataclass(frozen=True, slots=True)
class Amounts:
    """An effect with its interval, in the unit of its metric; None where unknown."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MetricImpact:
    """The effect of a launch on one metric, in the metric's unit.

    Attributes
    ----------
    expected_from
        First month in which an effect is expected: the launch, plus the lag the pair declared.
    finding
        Strength of the result, at most weak where something else happened within two months.
    course
        Whether the metric moved the favourable way; unclear without an effect or a direction.
    estimate, low, high
        Effect and interval; None where it is too early. An effect found as a share of the metric
        is applied to its level.
    answer_from
        Month from which an answer is possible, where it is too early; else None.
    level
        Mean of the twelve months before, by which effects of metrics in different units compare.
    lacks_season
        Whether there are too few months before the launch to remove the season.
    launches, events
        Other launches and events around the same time.
    """

    metric: Metric
    expected_from: date
    finding: Finding
    course: Course
    estimate: float | None
    low: float | None
    high: float | None
    p_value: float | None
    n: int
    answer_from: date | None
    level: float | None
    lacks_season: bool
    launches: tuple[Initiative, ...]
    events: tuple[Event, ...]

    @property
    def is_alarm(self) -> bool:
        """Whether the metric worsened: a one-sided test at the 5 % level."""
        if self.p_value is None or not self.estimate or self.metric.direction == "none":
            return False
        is_loss = (self.estimate < 0) == (self.metric.direction == "up")
        return is_loss and self.p_value <= _HARM


@dataclass(frozen=True, slots=True)
class InitiativeImpact:
    """Effects of a launched initiative; None for a metric that cannot be assessed."""

    initiative_id: str
    product: MetricImpact | None
    business: MetricImpact | None


@cached
def impact_of(snapshot: Snapshot, initiative_id: str) -> InitiativeImpact:
    """Return the effect of an initiative on its product metric and on its business metric.

    Both are None before the launch, and for a draft.

    Raises
    ------
    NotFoundError
        When there is no such initiative.
    """
    catalogue = company(snapshot)
    initiative = catalogue.initiatives.get(initiative_id)
    if initiative is None:
        raise NotFoundError(N_("There is no initiative “{initiative}”."), initiative=initiative_id)
    if not catalogue.is_tied(initiative) or initiative.launched_on is None:
        return InitiativeImpact(initiative_id, None, None)
    product = catalogue.metrics[initiative.product_metric_id or ""]
    business = catalogue.metrics[initiative.business_metric_id or ""]
    return InitiativeImpact(
        initiative_id,
        product=_on_metric(snapshot, initiative, product),
        business=_on_metric(snapshot, initiative, business),
    )


def first_month(launched_on: date) -> date:
    """Return the first month that a launch can move: the next one after the 15th."""
    month = launched_on.replace(day=1)
    return month if launched_on.day <= _LATE_IN_MONTH else add_months(month, 1)


def position(series: MetricSeries, month: date) -> int:
    """Return the index of a month in a series, clipped to its first and last index plus one."""
    return min(max(0, months_between(series.months[0], month)), len(series.months))


def level_before(series: MetricSeries, at: int) -> float | None:
    """Return the mean of the twelve months before a position; None without any value."""
    before = [value for value in series.values[max(0, at - 12) : at] if value is not None]
    return sum(before) / len(before) if before else None


def in_units(result: ImpactAssessment, level: float | None) -> Amounts:
    """Return an effect in the unit of its metric; a share is applied to the level before."""
    scale = level if result.is_relative else 1.0
    if scale is None or not math.isfinite(result.estimate):
        return Amounts(None, None, None)
    low, high = sorted([result.low * scale, result.high * scale])
    return Amounts(result.estimate * scale, low, high)


def course_of(metric: Metric, finding: Finding, estimate: float) -> Course:
    """Return whether an effect goes the favourable way; unclear without effect or direction."""
    if finding in ("none", "too_early") or metric.direction == "none" or not estimate:
        return "unclear"
    return "better" if (estimate > 0) == (metric.direction == "up") else "worse"


def _on_metric(snapshot: Snapshot, initiative: Initiative, metric: Metric) -> MetricImpact | None:
    catalogue, series = company(snapshot), metric_series(snapshot, metric)
    starts = _expected_from(catalogue, initiative, metric)
    if starts is None or not series.months:
        return None
    launches = _launches_near(catalogue, initiative, metric, starts)
    events = _events_near(catalogue, metric, starts)
    at = position(series, starts)
    end = position(series, _end_of_view(catalogue, initiative, metric, starts))
    shape = initiative.effect_shape or "undeclared"
    result = assess_impact(
        values_array(series)[:end],
        at,
        shape=shape,
        ramp_months=initiative.ramp_months if shape == "ramp" else None,
        has_neighbours=bool(launches or events),
    )
    level = level_before(series, at)
    amounts = in_units(result, level)
    return MetricImpact(
        metric=metric,
        expected_from=starts,
        finding=result.label,
        course=course_of(metric, result.label, result.estimate),
        estimate=amounts.estimate,
        low=amounts.low,
        high=amounts.high,
        p_value=result.p_value if math.isfinite(result.p_value) else None,
        n=result.n,
        answer_from=_answer_from(series, starts, result),
        level=level,
        lacks_season="short_history" in result.capped_by,
        launches=launches,
        events=events,
    )


def _expected_from(catalogue: Company, initiative: Initiative, metric: Metric) -> date | None:
    """Return when an initiative should move a metric: at its launch, or after the pair's lag."""
    if initiative.launched_on is None:
        return None
    pair = catalogue.pairs.get(initiative.pair_id or "")
    follows = pair is not None and pair.business_metric_id == metric.metric_id
    lag = pair.lag_months if pair is not None and follows else 0
    return add_months(first_month(initiative.launched_on), lag)


def _others(
    catalogue: Company, initiative: Initiative, metric: Metric
) -> list[tuple[date, Initiative]]:
    """Return the other launches that should move the same metric, with their month, in order."""
    launches = [
        (starts, other)
        for other in catalogue.initiatives.values()
        if other.initiative_id != initiative.initiative_id
        and catalogue.is_tied(other)
        and metric.metric_id in (other.product_metric_id, other.business_metric_id)
        and (starts := _expected_from(catalogue, other, metric)) is not None
    ]
    return sorted(launches, key=lambda launch: (launch[0], launch[1].initiative_id))


def _launches_near(
    catalogue: Company, initiative: Initiative, metric: Metric, starts: date
) -> tuple[Initiative, ...]:
    return tuple(
        other
        for month, other in _others(catalogue, initiative, metric)
        if abs(months_between(starts, month)) <= COINCIDENCE_MONTHS
    )


def _events_near(catalogue: Company, metric: Metric, starts: date) -> tuple[Event, ...]:
    return tuple(
        event
        for event in catalogue.events
        if event.metric_id in (None, metric.metric_id)
        and abs(months_between(starts, event.happened_on)) <= COINCIDENCE_MONTHS
    )


def _end_of_view(catalogue: Company, initiative: Initiative, metric: Metric, starts: date) -> date:
    """Return the month before which the effect is read: a year on, or the next launch."""
    end = add_months(starts, _LONGEST_AFTER)
    later = [
        month
        for month, _ in _others(catalogue, initiative, metric)
        if months_between(starts, month) > COINCIDENCE_MONTHS
    ]
    return min([end, *later])


def _answer_from(series: MetricSeries, starts: date, result: ImpactAssessment) -> date | None:
    """Return when there will be enough months; None where too few precede the launch."""
    if result.label != "too_early" or result.reason == "few_before":
        return None
    after = max(starts, add_months(series.months[-1], 1))
    return add_months(after, max(0, result.months_missing - 1))
