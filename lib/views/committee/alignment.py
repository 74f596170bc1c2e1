"""Alignment of objectives, key results, squads and initiatives, and what is not linked."""

from collections import defaultdict
from dataclasses import dataclass

from lib.domain.initiatives import Initiative, Squad
from lib.domain.okrs import KeyResult, Objective
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.objectives import ObjectivesView, objectives_view
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class AlignedSquad:
    """A squad and its initiatives for one key result; None without a squad."""

    squad: Squad | None
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class AlignedKeyResult:
    """A key result with the squads that work for it; its owner comes first."""

    line: KeyResultLine
    squads: tuple[AlignedSquad, ...]

    @property
    def key_result(self) -> KeyResult:
        """The key result itself."""
        return self.line.key_result

    @property
    def count(self) -> int:
        """Number of initiatives that serve it."""
        return sum(len(squad.initiatives) for squad in self.squads)


@dataclass(frozen=True, slots=True)
class AlignedObjective:
    """An objective with its key results.

    Attributes
    ----------
    loose
        Initiatives that serve the objective without a key result of the quarter.
    served
        Whether any initiative serves it at all, directly or not.
    """

    objective: Objective
    key_results: tuple[AlignedKeyResult, ...]
    loose: tuple[Initiative, ...]
    served: bool

    @property
    def count(self) -> int:
        """Number of initiatives placed under it."""
        return sum(result.count for result in self.key_results) + len(self.loose)


@dataclass(frozen=True, slots=True)
class SquadGaps:
    """A squad and what it lacks: a business mission, a pair, a key result in the quarter."""

    squad: Squad
    lacks_mission: bool
    lacks_pair: bool
    lacks_key_result: bool


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """How objectives, key results, squads and initiatives are linked in one quarter.

    Attributes
    ----------
    objectives
        Every objective with what serves it.
    orphans
        Initiatives tied to their metrics that serve no objective.
    unserved
        Objectives that no initiative serves.
    gaps
        Squads that lack a mission, a pair or a key result.
    drafts
        Number of initiatives not yet tied to a product metric and a business metric.
    """

    objectives: tuple[AlignedObjective, ...]
    orphans: tuple[Initiative, ...]
    unserved: tuple[Objective, ...]
    gaps: tuple[SquadGaps, ...]
    drafts: int

    def chosen(self, objective_id: str = "", squad_id: str = "") -> tuple[AlignedObjective, ...]:
        """Return the objectives filtered by objective and squad; empty means all."""
        return tuple(
            filtered
            for objective in self.objectives
            if not objective_id or objective.objective.objective_id == objective_id
            if (filtered := _of_squad(objective, squad_id)) is not None
        )


def alignment_view(snapshot: Snapshot, quarter: str = "") -> AlignmentView:
    """Return how objectives, key results, squads and initiatives are linked in a quarter."""
    view = objectives_view(snapshot, quarter)
    return snapshot.get_or_compute(
        ("alignment", view.quarter), lambda: _view(company(snapshot), view)
    )


def squad_gaps(catalogue: Company, squad: Squad, quarter: str) -> SquadGaps:
    """Return what a squad lacks in a quarter."""
    return SquadGaps(
        squad=squad,
        lacks_mission=not (squad.mission_fr or squad.mission_en),
        lacks_pair=all(pair.squad_id != squad.squad_id for pair in catalogue.pairs.values()),
        lacks_key_result=all(
            result.squad_id != squad.squad_id or result.quarter != quarter
            for result in catalogue.key_results
        ),
    )


def serves(catalogue: Company, initiative: Initiative) -> frozenset[str]:
    """Return the known objectives that an initiative serves, by key result or contribution."""
    objectives = set(catalogue.objectives_of(initiative.initiative_id))
    key_result_ids = _key_results_of(catalogue, initiative)
    objectives |= {
        result.objective_id
        for result in catalogue.key_results
        if result.key_result_id in key_result_ids
    }
    return frozenset(objectives & catalogue.objectives.keys())


def _view(catalogue: Company, view: ObjectivesView) -> AlignmentView:
    tied = [item for item in catalogue.initiatives.values() if catalogue.is_tied(item)]
    served = {item.initiative_id: serves(catalogue, item) for item in tied}
    placed = _placed(catalogue, view, tied)
    objectives = tuple(
        AlignedObjective(
            objective=objective_line.objective,
            key_results=tuple(
                AlignedKeyResult(
                    line, _by_squad(catalogue, line, placed[line.key_result.key_result_id])
                )
                for line in objective_line.lines
            ),
            loose=tuple(
                item
                for item in placed[""]
                if objective_line.objective.objective_id in served[item.initiative_id]
            ),
            served=any(
                objective_line.objective.objective_id in objectives
                for objectives in served.values()
            ),
        )
        for objective_line in view.objectives
    )
    gaps = [squad_gaps(catalogue, squad, view.quarter) for squad in catalogue.squads.values()]
    return AlignmentView(
        objectives=objectives,
        orphans=tuple(item for item in tied if not served[item.initiative_id]),
        unserved=tuple(aligned.objective for aligned in objectives if not aligned.served),
        gaps=tuple(
            gap for gap in gaps if gap.lacks_mission or gap.lacks_pair or gap.lacks_key_result
        ),
        drafts=len(catalogue.initiatives) - len(tied),
    )


def _placed(
    catalogue: Company, view: ObjectivesView, tied: list[Initiative]
) -> defaultdict[str, list[Initiative]]:
    """Return the initiatives by the key result of the quarter that they serve; "" without one."""
    quarter_ids = [line.key_result.key_result_id for line in view.lines]
    placed: defaultdict[str, list[Initiative]] = defaultdict(list)
    for item in tied:
        served_ids = _key_results_of(catalogue, item)
        named_id = next(
            (key_result_id for key_result_id in quarter_ids if key_result_id == item.key_result_id),
            None,
        )
        place = named_id or next(
            (key_result_id for key_result_id in quarter_ids if key_result_id in served_ids), ""
        )
        placed[place].append(item)
    return placed


def _key_results_of(catalogue: Company, initiative: Initiative) -> set[str]:
    contribution_ids = {
        link.key_result_id
        for link in catalogue.contributions
        if link.initiative_id == initiative.initiative_id and link.contribution > 0
    }
    return {
        key_result_id
        for key_result_id in (*contribution_ids, initiative.key_result_id)
        if key_result_id
    }


def _by_squad(
    catalogue: Company, line: KeyResultLine, initiatives: list[Initiative]
) -> tuple[AlignedSquad, ...]:
    by_squad: dict[str, list[Initiative]] = {}
    if line.squad:
        by_squad[line.squad.squad_id] = []
    for item in initiatives:
        squad_id = item.squad_id if item.squad_id in catalogue.squads else ""
        by_squad.setdefault(squad_id or "", []).append(item)
    return tuple(
        AlignedSquad(catalogue.squads.get(squad_id), tuple(squad_initiatives))
        for squad_id, squad_initiatives in by_squad.items()
    )


def _of_squad(aligned: AlignedObjective, squad_id: str) -> AlignedObjective | None:
    if not squad_id:
        return aligned
    results = [
        AlignedKeyResult(
            result.line,
            tuple(
                squad for squad in result.squads if squad.squad and squad.squad.squad_id == squad_id
            ),
        )
        for result in aligned.key_results
    ]
    key_results = tuple(result for result in results if result.squads)
    loose = tuple(item for item in aligned.loose if item.squad_id == squad_id)
    if not key_results and not loose:
        return None
    return AlignedObjective(aligned.objective, key_results, loose, aligned.served)
