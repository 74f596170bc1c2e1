"""What changed since the reader's last visit, on the pages that the link opens."""

from dataclasses import dataclass
from datetime import date

from lib.domain.access import Access
from lib.domain.decisions import Decision
from lib.views.committee.update_changes import (
    KpiChange,
    LabelChange,
    Restated,
    kpi_changes,
    label_changes,
    restated_since,
)
from lib.views.company import Company, company
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached
from lib.views.snapshot import snapshot as snapshot_at


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What changed between two visits; empty where nothing did that the reader may see.

    Attributes
    ----------
    month_before, month
        Last month of data then and now.
    kpis
        Common KPIs whose latest value has changed.
    labels
        Pairs whose evidence label has changed.
    restated
        Months restated since the last visit.
    requested, decided
        Decisions requested since, and decisions taken since.
    """

    month_before: date | None
    month: date | None
    kpis: tuple[KpiChange, ...] = ()
    labels: tuple[LabelChange, ...] = ()
    restated: tuple[Restated, ...] = ()
    requested: tuple[Decision, ...] = ()
    decided: tuple[Decision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that the reader may see."""
        return not (self.kpis or self.labels or self.restated or self.requested or self.decided)


def last_visit(snapshot: Snapshot, access: Access) -> LastVisit | None:
    """Return what changed since the last visit; None at the first visit or on a frozen link."""
    seen = access.seen_version
    if seen is None or access.data_version is not None or seen > snapshot.version:
        return None
    opened = tuple(
        page for page in ("overview", "metric_pairs", "decisions") if access.may_open(page)
    )
    return _changes(snapshot, seen, opened)


@cached
def _changes(snapshot: Snapshot, seen: int, opened: tuple[str, ...]) -> LastVisit:
    earlier = snapshot_at(snapshot.database, seen)
    before, month = facts(earlier).last, facts(snapshot).last
    unchanged = LastVisit(before, month)
    if earlier.version == snapshot.version:
        return unchanged
    former, catalogue = company(earlier), company(snapshot)
    sees_figures, sees_decisions = "overview" in opened, {"overview", "decisions"} & {*opened}
    return LastVisit(
        month_before=before,
        month=month,
        kpis=tuple(kpi for kpi in kpi_changes(earlier, snapshot, month) if kpi.before != kpi.now)
        if sees_figures
        else (),
        labels=label_changes(earlier, snapshot) if "metric_pairs" in opened else (),
        restated=restated_since(earlier, snapshot, before) if sees_figures else (),
        requested=_of_status(catalogue, former, "open") if sees_decisions else (),
        decided=_of_status(catalogue, former, "decided") if sees_decisions else (),
    )


def _of_status(catalogue: Company, former: Company, status: str) -> tuple[Decision, ...]:
    """Return the decisions of a status that had another one, or did not exist, before."""
    return tuple(
        decision
        for name, decision in catalogue.decisions.items()
        if decision.status == status
        and (name not in former.decisions or former.decisions[name].status != status)
    )
