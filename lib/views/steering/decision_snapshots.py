"""Receipts: the figures a decision was taken on, beside those of today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Decision
from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.statistics.pairs import PairLabel
from lib.views.as_of_dates import version_on
from lib.views.company import Company, company
from lib.views.evidence import pair_evidence
from lib.views.series import facts
from lib.views.snapshot import Snapshot, snapshot

Basis = Literal["declared", "received", "none"]


@dataclass(frozen=True, slots=True)
class SnapshotFigure:
    """One metric on the day of a decision and today.

    Attributes
    ----------
    month
        Latest month known on the day of the decision; without a state of that day, the latest
        month then closed.
    then
        Value of that month as it was known on that day; None where no state of that day is held.
    restated
        Value of the same month as it is known today.
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
    """What was known on the day of a decision.

    Attributes
    ----------
    version
        Data version of that day; None where none is held.
    basis
        Whether the decision names the version, or it follows from the days of reception.
    first_received_on
        Day from which data are held at all.
    label_then, label_now
        Label of the pair then and today.
    """

    decision: Decision
    version: int | None
    basis: Basis
    first_received_on: date | None
    figures: tuple[SnapshotFigure, ...]
    label_then: PairLabel | None
    label_now: PairLabel | None


def decision_snapshot(shown: Snapshot, decision: Decision) -> DecisionSnapshot:
    """Return the figures a decision was taken on, beside those of the state shown."""
    return shown.get_or_compute(
        ("receipt", decision.decision_id), lambda: _receipt(shown, decision)
    )


def _receipt(shown: Snapshot, decision: Decision) -> DecisionSnapshot:
    known = company(shown)
    version, basis = _version(shown, decision)
    past = snapshot(shown.database, version) if version is not None else None
    received = [upload.received_on for upload in known.uploads.values()]
    return DecisionSnapshot(
        decision=decision,
        version=version,
        basis=basis,
        first_received_on=min(received, default=None),
        figures=tuple(
            _figure(shown, past, metric, decision) for metric in _metrics(known, decision)
        ),
        label_then=_label(past, decision),
        label_now=_label(shown, decision),
    )


def _version(shown: Snapshot, decision: Decision) -> tuple[int | None, Basis]:
    given = decision.data_version
    if given is not None and 1 <= given <= shown.latest:
        return given, "declared"
    if decision.decided_on is None:
        return None, "none"
    found = version_on(shown, decision.decided_on)
    return (None, "none") if found is None else (found, "received")


def _metrics(known: Company, decision: Decision) -> list[Metric]:
    pair = known.pairs.get(decision.pair_id or "")
    tied = known.initiatives.get(decision.initiative_id or "")
    names = [pair.product_metric_id, pair.business_metric_id] if pair else []
    names += [tied.product_metric_id or "", tied.business_metric_id or ""] if tied else []
    return [known.metrics[name] for name in dict.fromkeys(names) if name in known.metrics]


def _figure(
    shown: Snapshot, past: Snapshot | None, metric: Metric, decision: Decision
) -> SnapshotFigure:
    today = _values(shown, metric)
    held = _values(past, metric) if past else {}
    month = max(held, default=None)
    if past is None and decision.decided_on is not None:
        closed = add_months(decision.decided_on.replace(day=1), -1)
        month = max((one for one in today if one <= closed), default=None)
    latest = max(today, default=None)
    return SnapshotFigure(
        metric=metric,
        month=month,
        then=held.get(month) if month else None,
        restated=today.get(month) if month else None,
        latest_month=latest,
        latest=today.get(latest) if latest else None,
    )


def _values(held: Snapshot, metric: Metric) -> dict[date, float]:
    found = facts(held).values.get(metric.metric_id, {})
    return {month: value for month, value in found.items() if value is not None}


def _label(held: Snapshot | None, decision: Decision) -> PairLabel | None:
    if held is None:
        return None
    found = pair_evidence(held).get(decision.pair_id or "")
    return found.assessment.label if found else None
