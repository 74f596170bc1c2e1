"""Decision snapshots: the figures on the day of a decision beside those of today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Decision
from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.statistics.pairs import PairLabel
from lib.views.company import Company, company, version_on
from lib.views.evidence import pair_evidence
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached
from lib.views.snapshot import snapshot as snapshot_at

VersionBasis = Literal["declared", "received", "none"]


@dataclass(frozen=True, slots=True)
class SnapshotFigure:
    """One metric on the day of a decision and today.

    Attributes
    ----------
    month
        Latest month with data on the day of the decision; without a snapshot of that day, the
        latest month that had ended.
    then
        Value of that month on that day; None without a snapshot of that day.
    restated
        Value of the same month today.
    latest_month, latest
        Newest month and its value.
    """

    metric: Metric
    month: date | None
    then: float | None
    restated: float | None
    latest_month: date | None
    latest: float | None


@dataclass(frozen=True, slots=True)
class DecisionSnapshot:
    """The data on the day of a decision.

    Attributes
    ----------
    version
        Data version of that day; None without one.
    basis
        Whether the decision names the version, or the days of reception give it.
    first_received_on
        Day of the first upload.
    label_then, label_now
        Label of the pair then and today.
    """

    decision: Decision
    version: int | None
    basis: VersionBasis
    first_received_on: date | None
    figures: tuple[SnapshotFigure, ...]
    label_then: PairLabel | None
    label_now: PairLabel | None


@cached
def decision_snapshot(snapshot: Snapshot, decision: Decision) -> DecisionSnapshot:
    """Return the figures on the day of a decision beside those of the snapshot."""
    catalogue = company(snapshot)
    version, basis = _version(snapshot, decision)
    past = snapshot_at(snapshot.database, version) if version is not None else None
    received = [upload.received_on for upload in catalogue.uploads.values()]
    return DecisionSnapshot(
        decision=decision,
        version=version,
        basis=basis,
        first_received_on=min(received, default=None),
        figures=tuple(
            _figure(snapshot, past, metric, decision) for metric in _metrics(catalogue, decision)
        ),
        label_then=_label(past, decision),
        label_now=_label(snapshot, decision),
    )


def _version(snapshot: Snapshot, decision: Decision) -> tuple[int | None, VersionBasis]:
    declared = decision.data_version
    if declared is not None and 1 <= declared <= snapshot.latest:
        return declared, "declared"
    if decision.decided_on is None:
        return None, "none"
    version = version_on(snapshot, decision.decided_on)
    return (None, "none") if version is None else (version, "received")


def _metrics(catalogue: Company, decision: Decision) -> list[Metric]:
    pair = catalogue.pairs.get(decision.pair_id or "")
    tied = catalogue.initiatives.get(decision.initiative_id or "")
    names = [pair.product_metric_id, pair.business_metric_id] if pair else []
    names += [tied.product_metric_id or "", tied.business_metric_id or ""] if tied else []
    return [catalogue.metrics[name] for name in dict.fromkeys(names) if name in catalogue.metrics]


def _figure(
    snapshot: Snapshot, past: Snapshot | None, metric: Metric, decision: Decision
) -> SnapshotFigure:
    today = _values(snapshot, metric)
    then = _values(past, metric) if past else {}
    month = max(then, default=None)
    if past is None and decision.decided_on is not None:
        closed = add_months(decision.decided_on.replace(day=1), -1)
        month = max((period for period in today if period <= closed), default=None)
    latest = max(today, default=None)
    return SnapshotFigure(
        metric=metric,
        month=month,
        then=then.get(month) if month else None,
        restated=today.get(month) if month else None,
        latest_month=latest,
        latest=today.get(latest) if latest else None,
    )


def _values(snapshot: Snapshot, metric: Metric) -> dict[date, float]:
    values = facts(snapshot).values.get(metric.metric_id, {})
    return {month: value for month, value in values.items() if value is not None}


def _label(snapshot: Snapshot | None, decision: Decision) -> PairLabel | None:
    if snapshot is None:
        return None
    evidence = pair_evidence(snapshot).get(decision.pair_id or "")
    return evidence.assessment.label if evidence else None
