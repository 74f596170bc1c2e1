"""What changed around an update: months restated since, and the previous update beside it."""

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
from lib.views.snapshot import snapshot as snapshot_of

_MONTHS_TOLD = 25


@dataclass(frozen=True, slots=True)
class Restated:
    """A month of an update that was written anew after it; the update keeps its figure.

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
    """A pair whose evidence label is not the one of the previous update."""

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


def restated_since(told: Snapshot, now: Snapshot, month: date | None) -> tuple[Restated, ...]:
    """Return the months that an update shows and that were written anew since."""
    if month is None or told.version == now.version:
        return ()
    known, held, later = company(told), facts(told), facts(now)
    since = add_months(month, 1 - _MONTHS_TOLD)
    return tuple(
        Restated(metric, one, value, later.values[name].get(one), later.sources[name].get(one))
        for name, metric in known.metrics.items()
        if name in later.values
        for one, value in held.values[name].items()
        if since <= one <= month and later.values[name].get(one) != value
    )


def compared(
    snapshot: Snapshot, told: Snapshot, quarter: str, month: date | None
) -> UpdateComparison | None:
    """Return what changed since the previous frozen update; None without one."""
    previous = previous_freeze(snapshot, quarter)
    if previous is None:
        return None
    earlier = snapshot_of(snapshot.database, previous.update.data_version)
    kpis = kpi_changes(earlier, told, month)
    return UpdateComparison(previous, facts(earlier).last, label_changes(earlier, told), kpis)


def label_changes(earlier: Snapshot, later: Snapshot) -> tuple[LabelChange, ...]:
    """Return the pairs whose evidence label differs between two states of the data."""
    labels = {name: found.assessment.label for name, found in pair_evidence(earlier).items()}
    now = pair_evidence(later)
    return tuple(
        LabelChange(card, labels.get(card.pair_id), found)
        for card in metric_pairs_view(later).cards
        if (found := now[card.pair_id].assessment.label) != labels.get(card.pair_id)
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
