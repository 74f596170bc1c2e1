"""Changes since an update: restated months, labels of pairs and common KPIs."""

from dataclasses import dataclass
from datetime import date

from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.statistics.pairs import PairLabel
from lib.views.committee.frozen_updates import Freeze, previous_freeze
from lib.views.committee.metric_pairs import PairCard, metric_pairs_view
from lib.views.company import company
from lib.views.evidence import pair_evidence
from lib.views.series import facts
from lib.views.snapshot import Snapshot
from lib.views.snapshot import snapshot as snapshot_at

_MONTHS = 25


@dataclass(frozen=True, slots=True)
class Restated:
    """A month of an update that was restated after it.

    Attributes
    ----------
    before, now
        Value in the update, and the present one.
    seq
        Upload that restated it; None where its upload was undone.
    """

    metric: Metric
    month: date
    before: float | None
    now: float | None
    seq: int | None


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A pair whose evidence label has changed."""

    card: PairCard
    before: PairLabel | None
    now: PairLabel


@dataclass(frozen=True, slots=True)
class KpiChange:
    """A common KPI at the last month of the previous update, and at that of this one."""

    metric: Metric
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class UpdateComparison:
    """What changed since the previous frozen update."""

    previous: Freeze
    month: date | None
    labels: tuple[LabelChange, ...]
    kpis: tuple[KpiChange, ...]


def restated_since(earlier: Snapshot, later: Snapshot, month: date | None) -> tuple[Restated, ...]:
    """Return the months of an earlier snapshot that were restated since."""
    if month is None or earlier.version == later.version:
        return ()
    catalogue, before, after = company(earlier), facts(earlier), facts(later)
    since = add_months(month, 1 - _MONTHS)
    return tuple(
        Restated(
            metric, period, value, after.values[name].get(period), after.sources[name].get(period)
        )
        for name, metric in catalogue.metrics.items()
        if name in after.values
        for period, value in before.values[name].items()
        if since <= period <= month and after.values[name].get(period) != value
    )


def compared(
    snapshot: Snapshot, source: Snapshot, quarter: str, month: date | None
) -> UpdateComparison | None:
    """Return what changed since the previous frozen update; None without one."""
    previous = previous_freeze(snapshot, quarter)
    if previous is None:
        return None
    earlier = snapshot_at(snapshot.database, previous.update.data_version)
    kpis = kpi_changes(earlier, source, month)
    return UpdateComparison(previous, facts(earlier).last, label_changes(earlier, source), kpis)


def label_changes(earlier: Snapshot, later: Snapshot) -> tuple[LabelChange, ...]:
    """Return the pairs whose evidence label differs between two states of the data."""
    labels = {name: evidence.assessment.label for name, evidence in pair_evidence(earlier).items()}
    now = pair_evidence(later)
    return tuple(
        LabelChange(card, labels.get(card.pair_id), label)
        for card in metric_pairs_view(later).cards
        if (label := now[card.pair_id].assessment.label) != labels.get(card.pair_id)
    )


def kpi_changes(earlier: Snapshot, later: Snapshot, month: date | None) -> tuple[KpiChange, ...]:
    """Return the common KPIs at the last month of an earlier state, and at ``month`` of a later."""
    before = facts(earlier).last
    return tuple(
        KpiChange(metric, _value(earlier, metric, before), _value(later, metric, month))
        for metric in company(later).metrics.values()
        if metric.common_kpi
    )


def _value(snapshot: Snapshot, metric: Metric, month: date | None) -> float | None:
    if month is None:
        return None
    return facts(snapshot).values.get(metric.metric_id, {}).get(month)
