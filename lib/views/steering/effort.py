"""Effort of a squad by kind of work (build, maintain, repair) against the agreed split."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from lib.domain.initiatives import Effort, Squad, WorkKind
from lib.store import reads
from lib.views.snapshot import Snapshot, cached

KINDS: tuple[WorkKind, ...] = get_args(WorkKind)
DRIFT_LIMIT = 10.0
"""Largest distance from the agreed share that is not reported as a drift, in points."""


@dataclass(frozen=True, slots=True)
class KindShare:
    """One kind of work in a span of time.

    Attributes
    ----------
    share
        Share of the effort, 0 to 1.
    agreed
        Share agreed between product and technology, or None.
    drift
        Distance from the agreed share in points, positive when above it; None where none agreed.
    """

    kind: WorkKind
    share: float
    agreed: float | None
    drift: float | None

    @property
    def is_reported(self) -> bool:
        """Whether the drift is beyond the limit."""
        return self.drift is not None and round(abs(self.drift), 9) > DRIFT_LIMIT


@dataclass(frozen=True, slots=True)
class MonthSplit:
    """The effort of one month."""

    month: date
    person_months: float
    kinds: tuple[KindShare, ...]


@dataclass(frozen=True, slots=True)
class EffortSplit:
    """A squad's effort over some months.

    Attributes
    ----------
    months
        The months with effort, in order.
    person_months
        Effort of them all.
    kinds
        Shares over them all.
    outside
        Share of the effort outside any objective, 0 to 1.
    """

    months: tuple[MonthSplit, ...]
    person_months: float
    kinds: tuple[KindShare, ...]
    outside: float

    @property
    def drifts(self) -> tuple[KindShare, ...]:
        """The kinds of work of the latest month that left the agreed split, farthest first."""
        drifting = [kind for kind in self.months[-1].kinds if kind.is_reported]
        return tuple(sorted(drifting, key=lambda kind: -abs(kind.drift or 0.0)))


@cached
def reported_efforts(snapshot: Snapshot) -> tuple[Effort, ...]:
    """Return every effort reported."""
    with snapshot.reading() as connection:
        return tuple(reads.records(connection, Effort, snapshot.version))


def effort_split(squad: Squad, reported: Iterable[Effort]) -> EffortSplit | None:
    """Return the split of a squad's effort, or None where none is reported."""
    squad_efforts = [effort for effort in reported if effort.squad_id == squad.squad_id]
    total = sum(effort.person_months for effort in squad_efforts)
    if total <= 0:
        return None
    months = sorted({effort.period for effort in squad_efforts})
    splits = [
        MonthSplit(month, done, _shares(squad, month_efforts, done))
        for month in months
        if (month_efforts := [effort for effort in squad_efforts if effort.period == month])
        if (done := sum(effort.person_months for effort in month_efforts)) > 0
    ]
    outside = sum(effort.person_months for effort in squad_efforts if not effort.objective_id)
    return EffortSplit(tuple(splits), total, _shares(squad, squad_efforts, total), outside / total)


def _shares(squad: Squad, efforts: list[Effort], total: float) -> tuple[KindShare, ...]:
    agreed = {
        "build": squad.build_share,
        "maintain": squad.maintain_share,
        "repair": squad.repair_share,
    }
    shares = []
    for kind in KINDS:
        share = sum(effort.person_months for effort in efforts if effort.work_kind == kind) / total
        aim = agreed[kind]
        drift = None if aim is None else (share - aim) * 100
        shares.append(KindShare(kind, share, aim, drift))
    return tuple(shares)
