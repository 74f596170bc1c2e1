"""What a launch changed: effects on both metrics, capped where something else happened as well."""

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
from lib.views.effects import course_of, in_units, level_before, position
from lib.views.series import MetricSeries, metric_series, values_array
from lib.views.snapshot import Snapshot

COINCIDENCE_MONTHS = 2
"""Months around a launch in which another launch or event may explain the same move."""

_LONGEST_AFTER = 12
_LATE_IN_MONTH = 15
_HARM = 0.10  # two-sided, hence 0.05 on the side of harm


@dataclass(frozen=True, slots=True)
class MetricImpact:
    """The effect of a launch on one metric, in the metric's unit.

    Attributes
    ----------
    expected_from
        First month in which an effect is expected: the launch, plus the lag the pair declared.
    finding
        Strength of the result, capped at weak where something else happened within two months.
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
        Whether too few months lie before the launch to tell the season apart.
    launches, events
        What else happened around the same time.
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
        """Whether the metric leans the wrong way: a one-sided test of harm, wrong 1 time in 20."""
        if self.p_value is None or not self.estimate or self.metric.direction == "none":
            return False
        is_loss = (self.estimate < 0) == (self.metric.direction == "up")
        return is_loss and self.p_value <= _HARM


@dataclass(frozen=True, slots=True)
class InitiativeImpact:
    """What a launched initiative changed; None for a metric that nothing can be said of."""

    initiative_id: str
    product: MetricImpact | None
    business: MetricImpact | None


def impact_of(snapshot: Snapshot, initiative_id: str) -> InitiativeImpact:
    """Return the effect of an initiative on its product metric and on its business metric.

    Both are None before the launch, and for a draft.

    Raises
    ------
    NotFoundError
        When the initiative is not known.
    """
    return snapshot.get_or_compute(
        ("impact", initiative_id), lambda: _impact(snapshot, initiative_id)
    )


def first_month(launched_on: date) -> date:
    """Return the first month that a launch can move: the next one after the 15th."""
    month = launched_on.replace(day=1)
    return month if launched_on.day <= _LATE_IN_MONTH else add_months(month, 1)


def _impact(snapshot: Snapshot, initiative_id: str) -> InitiativeImpact:
    known = company(snapshot)
    initiative = known.initiatives.get(initiative_id)
    if initiative is None:
        raise NotFoundError(N_("There is no initiative “{initiative}”."), initiative=initiative_id)
    if not known.is_tied(initiative) or initiative.launched_on is None:
        return InitiativeImpact(initiative_id, None, None)
    product = known.metrics[initiative.product_metric_id or ""]
    business = known.metrics[initiative.business_metric_id or ""]
    return InitiativeImpact(
        initiative_id,
        product=_on_metric(snapshot, initiative, product),
        business=_on_metric(snapshot, initiative, business),
    )


def _on_metric(snapshot: Snapshot, initiative: Initiative, metric: Metric) -> MetricImpact | None:
    known, series = company(snapshot), metric_series(snapshot, metric)
    starts = _expected_from(known, initiative, metric)
    if starts is None or not series.months:
        return None
    launches = _launches_near(known, initiative, metric, starts)
    events = _events_near(known, metric, starts)
    at = position(series, starts)
    end = position(series, _end_of_view(known, initiative, metric, starts))
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


def _expected_from(known: Company, initiative: Initiative, metric: Metric) -> date | None:
    """Return when an initiative should move a metric: at its launch, or after the pair's lag."""
    if initiative.launched_on is None:
        return None
    pair = known.pairs.get(initiative.pair_id or "")
    follows = pair is not None and pair.business_metric_id == metric.metric_id
    lag = pair.lag_months if pair is not None and follows else 0
    return add_months(first_month(initiative.launched_on), lag)


def _others(
    known: Company, initiative: Initiative, metric: Metric
) -> list[tuple[date, Initiative]]:
    """Return the other launches that should move the same metric, with their month, in order."""
    found = [
        (starts, other)
        for other in known.initiatives.values()
        if other.initiative_id != initiative.initiative_id
        and known.is_tied(other)
        and metric.metric_id in (other.product_metric_id, other.business_metric_id)
        and (starts := _expected_from(known, other, metric)) is not None
    ]
    return sorted(found, key=lambda one: (one[0], one[1].initiative_id))


def _launches_near(
    known: Company, initiative: Initiative, metric: Metric, starts: date
) -> tuple[Initiative, ...]:
    return tuple(
        other
        for month, other in _others(known, initiative, metric)
        if abs(months_between(starts, month)) <= COINCIDENCE_MONTHS
    )


def _events_near(known: Company, metric: Metric, starts: date) -> tuple[Event, ...]:
    return tuple(
        event
        for event in known.events
        if event.metric_id in (None, metric.metric_id)
        and abs(months_between(starts, event.happened_on)) <= COINCIDENCE_MONTHS
    )


def _end_of_view(known: Company, initiative: Initiative, metric: Metric, starts: date) -> date:
    """Return the month before which the effect is read: a year on, or the next launch."""
    end = add_months(starts, _LONGEST_AFTER)
    later = [
        month
        for month, _ in _others(known, initiative, metric)
        if months_between(starts, month) > COINCIDENCE_MONTHS
    ]
    return min([end, *later])


def _answer_from(series: MetricSeries, starts: date, result: ImpactAssessment) -> date | None:
    """Return when enough months will have come; never, where too few lie before the launch."""
    if result.label != "too_early" or result.reason == "few_before":
        return None
    after = max(starts, add_months(series.months[-1], 1))
    return add_months(after, max(0, result.months_missing - 1))
