"""What changed since the reader of a link was last here, on the pages that the link opens."""

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
from lib.views.snapshot import Snapshot
from lib.views.snapshot import snapshot as snapshot_of


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What changed between two visits; empty where nothing did that the reader may see.

    Attributes
    ----------
    month_before, month
        Last month of data then and now.
    kpis
        Common KPIs whose latest value is another one.
    labels
        Pairs whose evidence label is another one.
    restated
        Months told at the former visit and written anew since.
    requested, decided
        Decisions asked for since, and those taken since.
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
    """Return what changed since the reader's former visit; None at a first or a frozen one."""
    seen = access.seen_version
    if seen is None or access.data_version is not None or seen > snapshot.version:
        return None
    opened = tuple(
        page for page in ("overview", "metric_pairs", "decisions") if access.may_open(page)
    )
    return snapshot.get_or_compute(
        ("last visit", seen, opened), lambda: _changes(snapshot, seen, opened)
    )


def _changes(snapshot: Snapshot, seen: int, opened: tuple[str, ...]) -> LastVisit:
    earlier = snapshot_of(snapshot.database, seen)
    before, month = facts(earlier).last, facts(snapshot).last
    found = LastVisit(before, month)
    if earlier.version == snapshot.version:
        return found
    former, known = company(earlier), company(snapshot)
    sees_figures, sees_decisions = "overview" in opened, {"overview", "decisions"} & {*opened}
    return LastVisit(
        month_before=before,
        month=month,
        kpis=tuple(kpi for kpi in kpi_changes(earlier, snapshot, month) if kpi.before != kpi.now)
        if sees_figures
        else (),
        labels=label_changes(earlier, snapshot) if "metric_pairs" in opened else (),
        restated=restated_since(earlier, snapshot, before) if sees_figures else (),
        requested=_of_status(known, former, "open") if sees_decisions else (),
        decided=_of_status(known, former, "decided") if sees_decisions else (),
    )


def _of_status(known: Company, former: Company, status: str) -> tuple[Decision, ...]:
    """Return the decisions of a status that had another one, or did not exist, before."""
    return tuple(
        decision
        for name, decision in known.decisions.items()
        if decision.status == status
        and (name not in former.decisions or former.decisions[name].status != status)
    )
