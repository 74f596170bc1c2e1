"""Objectives and key results of one quarter with grade, pace and confidence."""

from dataclasses import dataclass
from datetime import date

from lib.domain.initiatives import Squad
from lib.domain.okrs import KeyResult, KeyResultKind, Objective, weighted_grade
from lib.domain.periods import quarter_end, quarter_key
from lib.views.committee.key_results import KeyResultLine, key_result_line
from lib.views.committee.overview import ObjectivePace
from lib.views.company import company
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class Quarters:
    """The quarters that have key results, the latest first, and the one shown by default."""

    options: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with its key results, committed and aspirational graded apart."""

    objective: Objective
    parent: Objective | None
    lines: tuple[KeyResultLine, ...]
    grade: float | None
    committed: float | None
    aspirational: float | None

    @property
    def pace(self) -> ObjectivePace:
        """The objective as the overview shows it."""
        return ObjectivePace(self.objective, tuple(line.pace for line in self.lines), self.grade)


@dataclass(frozen=True, slots=True)
class ObjectivesView:
    """The objectives in one quarter.

    Attributes
    ----------
    quarter
        Quarter shown; empty where no key result exists.
    month
        Last month of data in the quarter, or None before its first month.
    objectives
        Every objective, those without a key result included.
    squads
        Every squad, to choose from.
    """

    quarter: str
    month: date | None
    objectives: tuple[ObjectiveLine, ...]
    squads: tuple[Squad, ...]

    @property
    def lines(self) -> tuple[KeyResultLine, ...]:
        """Every key result of the quarter."""
        return tuple(line for objective in self.objectives for line in objective.lines)

    def chosen(
        self, *, objective_id: str = "", squad_id: str = "", state: str = ""
    ) -> tuple[ObjectiveLine, ...]:
        """Return the objectives and key results that match the choices; empty means all."""
        objectives = []
        for objective in self.objectives:
            if objective_id and objective.objective.objective_id != objective_id:
                continue
            lines = tuple(line for line in objective.lines if _matches(line, squad_id, state))
            if lines or not (squad_id or state):
                objectives.append(_objective_line(objective.objective, objective.parent, lines))
        return tuple(objectives)

    def company_grade(self, kind: KeyResultKind) -> float | None:
        """Return the grade of one kind of key results, weighted by objective and key result."""
        return weighted_grade(
            [
                (line.pace.progress.grade, _weight(objective.objective, line.key_result))
                for objective in self.objectives
                for line in objective.lines
                if line.key_result.kind == kind
            ]
        )


def okr_quarters(snapshot: Snapshot) -> Quarters:
    """Return the quarters that have key results and the current one."""
    catalogue = company(snapshot)
    options = tuple(sorted({result.quarter for result in catalogue.key_results}, reverse=True))
    if not options:
        return Quarters((), "")
    month = last_month(snapshot)
    current = quarter_key(month) if month else ""
    past = [quarter for quarter in options if quarter <= current]
    return Quarters(options, past[0] if past else options[-1])


def last_month(snapshot: Snapshot) -> date | None:
    """Return the last month with values, or else with a check-in."""
    reported = [check.period for check in company(snapshot).check_ins]
    return facts(snapshot).last or max(reported, default=None)


def objectives_view(snapshot: Snapshot, quarter: str = "") -> ObjectivesView:
    """Return the objectives in a known quarter, the current one by default."""
    return _view(snapshot, quarter or okr_quarters(snapshot).default)


@cached
def _view(snapshot: Snapshot, quarter: str) -> ObjectivesView:
    catalogue, last = company(snapshot), last_month(snapshot)
    squads = tuple(catalogue.squads.values())
    if not quarter:
        alone = tuple(
            _objective_line(objective, None, ()) for objective in catalogue.objectives.values()
        )
        return ObjectivesView("", last, alone, squads)
    ends = quarter_end(quarter)
    month = min(last, ends) if last and quarter_key(last) >= quarter else None
    results = tuple(
        key_result_line(snapshot, result, month)
        for result in catalogue.key_results
        if result.quarter == quarter
    )
    objectives = tuple(
        _objective_line(
            objective,
            catalogue.objectives.get(objective.parent_id or ""),
            tuple(
                line for line in results if line.key_result.objective_id == objective.objective_id
            ),
        )
        for objective in catalogue.objectives.values()
    )
    return ObjectivesView(quarter, month, objectives, squads)


def _objective_line(
    objective: Objective, parent: Objective | None, lines: tuple[KeyResultLine, ...]
) -> ObjectiveLine:
    def mean(*kinds: KeyResultKind) -> float | None:
        return weighted_grade(
            [
                (line.pace.progress.grade, line.key_result.weight)
                for line in lines
                if line.key_result.kind in kinds
            ]
        )

    return ObjectiveLine(
        objective=objective,
        parent=parent,
        lines=lines,
        grade=mean("committed", "aspirational"),
        committed=mean("committed"),
        aspirational=mean("aspirational"),
    )


def _matches(line: KeyResultLine, squad_id: str, state: str) -> bool:
    return (not squad_id or line.key_result.squad_id == squad_id) and (
        not state or line.pace.progress.state == state
    )


def _weight(objective: Objective, result: KeyResult) -> float | None:
    if objective.weight is None or result.weight is None:
        return None
    return objective.weight * result.weight
