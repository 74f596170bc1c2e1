"""Overview: where the company stands this month."""

from dataclasses import dataclass
from datetime import date

from lib.domain.decisions import Decision, Review
from lib.domain.metrics import Family, Metric
from lib.domain.okrs import KeyResult, Objective, Progress, progress, weighted_grade
from lib.domain.periods import quarter_key
from lib.views.company import Company, company
from lib.views.series import Facts, MetricSeries, facts, metric_series
from lib.views.snapshot import Snapshot, cached
from lib.views.steering.decisions import overdue_reviews

COMMON_KPI_LIMIT = 12
_FAMILIES: tuple[Family, ...] = ("profitability", "growth", "satisfaction", "delivery")


@dataclass(frozen=True, slots=True)
class KpiCard:
    """A common KPI at its last reported month."""

    series: MetricSeries
    value: float | None
    target: float | None
    year_ago: float | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class KeyResultPace:
    """A key result of the current quarter with its progress."""

    key_result: KeyResult
    actual: float | None
    confidence: int | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class ObjectivePace:
    """An objective with the pace of its key results."""

    objective: Objective
    key_results: tuple[KeyResultPace, ...]
    grade: float | None


@dataclass(frozen=True, slots=True)
class MonthClose:
    """Which metrics have a value for the latest month, and which have none yet."""

    month: date
    received: tuple[Metric, ...]
    missing: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class ReviewedDecision:
    """A decision reviewed in the last six months, with its latest verdict."""

    decision: Decision
    review: Review


@dataclass(frozen=True, slots=True)
class OverviewView:
    """Figures of the overview page; ``check_in_month`` is the month of the latest check-in."""

    month: date | None
    received_on: date | None
    check_in_month: date | None
    close: MonthClose | None
    kpis: tuple[KpiCard, ...]
    objectives: tuple[ObjectivePace, ...]
    decisions_due: tuple[Decision, ...]
    reviews_overdue: tuple[Decision, ...]
    outcomes: tuple[ReviewedDecision, ...]


@cached
def overview_view(snapshot: Snapshot) -> OverviewView:
    """Return where the company stands at a snapshot."""
    catalogue, totals = company(snapshot), facts(snapshot)
    month, late = totals.last, overdue_reviews(snapshot)
    if month is None:
        return OverviewView(None, None, None, None, (), (), _due(catalogue), late, ())
    kpis = tuple(
        _kpi(metric_series(snapshot, metric), month)
        for metric in sorted(catalogue.metrics.values(), key=_rank)
        if metric.common_kpi
    )[:COMMON_KPI_LIMIT]
    close = _close(catalogue, totals, month)
    received = [
        series.received_on
        for metric in close.received
        if (series := metric_series(snapshot, metric)).received_on
    ]
    return OverviewView(
        month=month,
        received_on=max(received, default=None),
        check_in_month=max(
            (check.period for check in catalogue.check_ins if check.period <= month), default=None
        ),
        close=close,
        kpis=kpis,
        objectives=_objectives(catalogue, month),
        decisions_due=_due(catalogue),
        reviews_overdue=late,
        outcomes=_outcomes(catalogue, month),
    )


def key_result_paces(catalogue: Company, month: date) -> tuple[KeyResultPace, ...]:
    """Return the key results of the quarter of ``month`` with value, confidence and progress."""
    quarter = quarter_key(month)
    latest = {
        check.key_result_id: check
        for check in sorted(catalogue.check_ins, key=lambda check: check.period)
        if check.period <= month
    }
    paces = []
    for result in catalogue.key_results:
        if result.quarter == quarter:
            check = latest.get(result.key_result_id)
            actual = check.value if check else None
            reached = check.period if check else month
            paces.append(
                KeyResultPace(
                    key_result=result,
                    actual=actual,
                    confidence=check.confidence if check else None,
                    progress=progress(result, actual, reached),
                )
            )
    return tuple(paces)


def _rank(metric: Metric) -> tuple[int, int]:
    """Return the place of a KPI: money first, then growth, satisfaction, delivery."""
    family = _FAMILIES.index(metric.family) if metric.family in _FAMILIES else len(_FAMILIES)
    return (0 if metric.unit.endswith("EUR") and metric.unit != "EUR" else 1, family)


def _kpi(series: MetricSeries, month: date) -> KpiCard:
    if series.data_until is None:
        return KpiCard(series, None, None, None, is_late=True)
    at = series.months.index(series.data_until)
    return KpiCard(
        series=series,
        value=series.values[at],
        target=series.targets[at],
        year_ago=series.prior[at],
        is_late=series.data_until < month,
    )


def _close(catalogue: Company, totals: Facts, month: date) -> MonthClose:
    expected = [metric for metric in catalogue.metrics.values() if metric.cadence != "quarter"]
    received = tuple(
        metric for metric in expected if totals.values[metric.metric_id].get(month) is not None
    )
    missing = tuple(metric for metric in expected if metric not in received)
    return MonthClose(month, received, missing)


def _objectives(catalogue: Company, month: date) -> tuple[ObjectivePace, ...]:
    paces = key_result_paces(catalogue, month)
    return tuple(
        ObjectivePace(
            objective=objective,
            key_results=key_results,
            grade=weighted_grade(
                [(pace.progress.grade, pace.key_result.weight) for pace in key_results]
            ),
        )
        for objective in catalogue.objectives.values()
        if (
            key_results := tuple(
                pace for pace in paces if pace.key_result.objective_id == objective.objective_id
            )
        )
    )


def _due(catalogue: Company) -> tuple[Decision, ...]:
    waiting = [decision for decision in catalogue.decisions.values() if decision.status == "open"]
    return tuple(sorted(waiting, key=lambda decision: decision.due_on or date.max))


def _outcomes(catalogue: Company, month: date) -> tuple[ReviewedDecision, ...]:
    recent = {
        decision_id: review
        for decision_id, review in catalogue.latest_reviews().items()
        if (month.year - review.reviewed_on.year) * 12 + month.month - review.reviewed_on.month < 6
        and decision_id in catalogue.decisions
    }
    ordered = sorted(recent.items(), key=lambda item: item[1].reviewed_on, reverse=True)
    return tuple(ReviewedDecision(catalogue.decisions[name], review) for name, review in ordered)
