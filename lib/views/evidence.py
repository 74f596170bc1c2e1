"""Evidence of every declared pair, all assessed together."""

from dataclasses import dataclass
from datetime import date
from math import exp, log

import numpy as np

from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.statistics.pairs import (
    RECENT_MONTHS,
    LagPoint,
    PairAssessment,
    assess_pair,
    label_together,
    lag_profile,
    smallest_visible,
)
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.series import MetricSeries, PairSeries, values_array
from lib.views.snapshot import Snapshot, cached

_SOON = 12
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class DisplayEffect:
    """The link in business units, for one round step of the product metric.

    Attributes
    ----------
    step
        Move of the product metric towards its better side, in its unit; a share of one where
        ``step_is_relative``.
    effect, low, high
        Move of the business metric that goes with it, with its 95 % interval, in its unit; shares
        of one where ``is_relative``.
    """

    step: float
    step_is_relative: bool
    effect: float
    low: float
    high: float
    is_relative: bool


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Evidence of one pair.

    Attributes
    ----------
    assessment
        Result of the pair test, labelled together with all other pairs.
    effect
        Link in business units; None without an estimate.
    answer_on
        Month of the first possible answer, for a pair that is too early.
    held_until
        Last month before the link broke, for a broken pair.
    months_to_settle
        Further months after which a link as strong as this one would be seen; None beyond ten
        years.
    visible_soon
        Smallest link that twelve more months would show.
    """

    pair_id: str
    assessment: PairAssessment
    effect: DisplayEffect | None
    answer_on: date | None
    held_until: date | None
    months_to_settle: int | None
    visible_soon: float


@cached
def pair_evidence(snapshot: Snapshot) -> dict[str, PairEvidence]:
    """Return the evidence of every pair of a snapshot, all labelled together."""
    all_series = [card.series for card in metric_pairs_view(snapshot).cards]
    results = label_together([_result(series) for series in all_series])
    return {
        series.pair.pair_id: _evidence(series, result)
        for series, result in zip(all_series, results, strict=True)
    }


def pair_lag_profile(snapshot: Snapshot, series: PairSeries) -> tuple[LagPoint, ...]:
    """Return the exploratory lag profile of a pair; never used to choose a lag."""
    return snapshot.get_or_compute(
        ("lag_profile", series.pair.pair_id),
        lambda: lag_profile(values_array(series.product), values_array(series.business)),
    )


def _result(series: PairSeries) -> PairAssessment:
    return assess_pair(
        values_array(series.product),
        values_array(series.business),
        sign=1 if series.pair.expected_sign >= 0 else -1,
        lag=max(0, series.pair.lag_months),
    )


def _evidence(series: PairSeries, assessment: PairAssessment) -> PairEvidence:
    months = series.business.months
    last = months[-1] if months else None
    answer = None
    if assessment.label == "too_early" and last and assessment.reason == "few_months":
        answer = add_months(last, max(1, assessment.months_missing))
    held_until = add_months(last, -RECENT_MONTHS) if assessment.label == "broken" and last else None
    return PairEvidence(
        pair_id=series.pair.pair_id,
        assessment=assessment,
        effect=_display_effect(series, assessment),
        answer_on=answer,
        held_until=held_until,
        months_to_settle=_months_to_settle(assessment),
        visible_soon=smallest_visible(assessment.n + _SOON),
    )


def _months_to_settle(assessment: PairAssessment) -> int | None:
    if not np.isfinite(assessment.r):
        return None
    for months in range(assessment.n + 1, assessment.n + _LONGEST):
        if smallest_visible(months) <= abs(assessment.r):
            return months - assessment.n
    return None


def _display_effect(series: PairSeries, assessment: PairAssessment) -> DisplayEffect | None:
    if not np.isfinite(assessment.estimate):
        return None
    metric = series.product.metric
    towards = -1.0 if metric.direction == "down" else 1.0
    if assessment.product_in_logs:
        step = towards * 0.01
        move = log(1 + step)
    else:
        step = towards * _round_step(series.product, metric)
        move = step
    bounds = sorted((assessment.low * move, assessment.high * move))
    effect = assessment.estimate * move
    if assessment.business_in_logs:
        effect, bounds = exp(effect) - 1, [exp(bound) - 1 for bound in bounds]
    return DisplayEffect(
        step=step,
        step_is_relative=assessment.product_in_logs,
        effect=effect,
        low=bounds[0],
        high=bounds[1],
        is_relative=assessment.business_in_logs,
    )


def _round_step(series: MetricSeries, metric: Metric) -> float:
    """Return a typical monthly move as 1, 2 or 5 times a power of ten, no finer than shown."""
    moves = np.abs(np.diff(values_array(series)))
    typical = float(np.nanmedian(moves)) if np.isfinite(moves).any() else 1.0
    smallest = 10.0 ** -(metric.decimals or 0)
    aim = max(typical, smallest)
    power = 10.0 ** np.floor(np.log10(aim))
    return float(max((k * power for k in (1, 2, 5) if k * power <= aim), default=smallest))
