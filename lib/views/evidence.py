"""Evidence of every declared pair, assessed together: once per data version."""

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
from lib.views.snapshot import Snapshot

_SOON = 12
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class DisplayEffect:
    """The link in business units, for one step of the product metric that a reader can picture.

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
    """One pair with what the data supports.

    Attributes
    ----------
    assessment
        Result of the pair test, labelled together with all other pairs.
    effect
        Link in business units; None where nothing may be quantified.
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


def pair_evidence(snapshot: Snapshot) -> dict[str, PairEvidence]:
    """Return the evidence of every pair of a snapshot, all labelled together."""
    return snapshot.get_or_compute("evidence", lambda: _assess(snapshot))


def pair_lag_profile(snapshot: Snapshot, tandem: PairSeries) -> tuple[LagPoint, ...]:
    """Return the exploratory lag profile of a pair; never used to choose a lag."""
    return snapshot.get_or_compute(
        ("lag_profile", tandem.pair.pair_id),
        lambda: lag_profile(values_array(tandem.product), values_array(tandem.business)),
    )


def _assess(snapshot: Snapshot) -> dict[str, PairEvidence]:
    tandems = [card.series for card in metric_pairs_view(snapshot).cards]
    results = label_together([_result(tandem) for tandem in tandems])
    return {
        tandem.pair.pair_id: _evidence(tandem, result)
        for tandem, result in zip(tandems, results, strict=True)
    }


def _result(tandem: PairSeries) -> PairAssessment:
    return assess_pair(
        values_array(tandem.product),
        values_array(tandem.business),
        sign=1 if tandem.pair.expected_sign >= 0 else -1,
        lag=max(0, tandem.pair.lag_months),
    )


def _evidence(tandem: PairSeries, found: PairAssessment) -> PairEvidence:
    months = tandem.business.months
    last = months[-1] if months else None
    answer = None
    if found.label == "too_early" and last and found.reason == "few_months":
        answer = add_months(last, max(1, found.months_missing))
    held = add_months(last, -RECENT_MONTHS) if found.label == "broken" and last else None
    return PairEvidence(
        pair_id=tandem.pair.pair_id,
        assessment=found,
        effect=_display_effect(tandem, found),
        answer_on=answer,
        held_until=held,
        months_to_settle=_months_to_settle(found),
        visible_soon=smallest_visible(found.n + _SOON),
    )


def _months_to_settle(found: PairAssessment) -> int | None:
    if not np.isfinite(found.r):
        return None
    for months in range(found.n + 1, found.n + _LONGEST):
        if smallest_visible(months) <= abs(found.r):
            return months - found.n
    return None


def _display_effect(tandem: PairSeries, found: PairAssessment) -> DisplayEffect | None:
    if not np.isfinite(found.estimate):
        return None
    metric = tandem.product.metric
    towards = -1.0 if metric.direction == "down" else 1.0
    if found.product_in_logs:
        step = towards * 0.01
        move = log(1 + step)
    else:
        step = towards * _round_step(tandem.product, metric)
        move = step
    bounds = sorted((found.low * move, found.high * move))
    effect = found.estimate * move
    if found.business_in_logs:
        effect, bounds = exp(effect) - 1, [exp(bound) - 1 for bound in bounds]
    return DisplayEffect(
        step=step,
        step_is_relative=found.product_in_logs,
        effect=effect,
        low=bounds[0],
        high=bounds[1],
        is_relative=found.business_in_logs,
    )


def _round_step(series: MetricSeries, metric: Metric) -> float:
    """Return a typical monthly move as 1, 2 or 5 times a power of ten, no finer than shown."""
    moves = np.abs(np.diff(values_array(series)))
    typical = float(np.nanmedian(moves)) if np.isfinite(moves).any() else 1.0
    smallest = 10.0 ** -(metric.decimals or 0)
    aim = max(typical, smallest)
    power = 10.0 ** np.floor(np.log10(aim))
    return float(max((k * power for k in (1, 2, 5) if k * power <= aim), default=smallest))
