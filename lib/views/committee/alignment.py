"""Alignment: from company objective to key result, squad and initiative, and what hangs nowhere."""

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
    """A squad and its initiatives for one key result; None where no squad is named."""

    squad: Squad | None
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class AlignedKeyResult:
    """A key result with the squads that work for it; the one that answers for it comes first."""

    line: KeyResultLine
    squads: tuple[AlignedSquad, ...]

    @property
    def key_result(self) -> KeyResult:
        """The key result itself."""
        return self.line.key_result

    @property
    def count(self) -> int:
        """Number of initiatives that serve it."""
        return sum(len(one.initiatives) for one in self.squads)


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
        return sum(one.count for one in self.key_results) + len(self.loose)


@dataclass(frozen=True, slots=True)
class SquadGaps:
    """A squad and what it lacks: a business mission, a pair, a key result in the quarter."""

    squad: Squad
    lacks_mission: bool
    lacks_pair: bool
    lacks_key_result: bool


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """How everything hangs together in one quarter.

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
        """Return the part of the map that an objective and a squad take; empty means all."""
        return tuple(
            kept
            for one in self.objectives
            if not objective_id or one.objective.objective_id == objective_id
            if (kept := _of_squad(one, squad_id)) is not None
        )


def alignment_view(snapshot: Snapshot, quarter: str = "") -> AlignmentView:
    """Return how objectives, key results, squads and initiatives hang together in a quarter."""
    view = objectives_view(snapshot, quarter)
    return snapshot.get_or_compute(
        ("alignment", view.quarter), lambda: _view(company(snapshot), view)
    )


def squad_gaps(known: Company, squad: Squad, quarter: str) -> SquadGaps:
    """Return what a squad lacks in a quarter."""
    return SquadGaps(
        squad=squad,
        lacks_mission=not (squad.mission_fr or squad.mission_en),
        lacks_pair=all(pair.squad_id != squad.squad_id for pair in known.pairs.values()),
        lacks_key_result=all(
            result.squad_id != squad.squad_id or result.quarter != quarter
            for result in known.key_results
        ),
    )


def serves(known: Company, initiative: Initiative) -> frozenset[str]:
    """Return the known objectives that an initiative serves, by key result or contribution."""
    objectives = set(known.objectives_of(initiative.initiative_id))
    named = _key_results_of(known, initiative)
    objectives |= {
        result.objective_id for result in known.key_results if result.key_result_id in named
    }
    return frozenset(objectives & known.objectives.keys())


def _view(known: Company, view: ObjectivesView) -> AlignmentView:
    tied = [item for item in known.initiatives.values() if known.is_tied(item)]
    served = {item.initiative_id: serves(known, item) for item in tied}
    placed = _placed(known, view, tied)
    objectives = tuple(
        AlignedObjective(
            objective=one.objective,
            key_results=tuple(
                AlignedKeyResult(
                    line, _by_squad(known, line, placed[line.key_result.key_result_id])
                )
                for line in one.lines
            ),
            loose=tuple(
                item
                for item in placed[""]
                if one.objective.objective_id in served[item.initiative_id]
            ),
            served=any(one.objective.objective_id in objectives for objectives in served.values()),
        )
        for one in view.objectives
    )
    gaps = [squad_gaps(known, squad, view.quarter) for squad in known.squads.values()]
    return AlignmentView(
        objectives=objectives,
        orphans=tuple(item for item in tied if not served[item.initiative_id]),
        unserved=tuple(one.objective for one in objectives if not one.served),
        gaps=tuple(
            gap for gap in gaps if gap.lacks_mission or gap.lacks_pair or gap.lacks_key_result
        ),
        drafts=len(known.initiatives) - len(tied),
    )


def _placed(
    known: Company, view: ObjectivesView, tied: list[Initiative]
) -> defaultdict[str, list[Initiative]]:
    """Return the initiatives by the key result of the quarter they serve; "" for none of them."""
    shown = [line.key_result.key_result_id for line in view.lines]
    placed: defaultdict[str, list[Initiative]] = defaultdict(list)
    for item in tied:
        named = _key_results_of(known, item)
        at = next((one for one in shown if one == item.key_result_id), None)
        place = at or next((one for one in shown if one in named), "")
        placed[place].append(item)
    return placed


def _key_results_of(known: Company, initiative: Initiative) -> set[str]:
    named = {
        link.key_result_id
        for link in known.contributions
        if link.initiative_id == initiative.initiative_id and link.contribution > 0
    }
    return {one for one in (*named, initiative.key_result_id) if one}


def _by_squad(
    known: Company, line: KeyResultLine, initiatives: list[Initiative]
) -> tuple[AlignedSquad, ...]:
    by_squad: dict[str, list[Initiative]] = {}
    if line.squad:
        by_squad[line.squad.squad_id] = []
    for item in initiatives:
        squad_id = item.squad_id if item.squad_id in known.squads else ""
        by_squad.setdefault(squad_id or "", []).append(item)
    return tuple(
        AlignedSquad(known.squads.get(squad_id), tuple(held)) for squad_id, held in by_squad.items()
    )


def _of_squad(aligned: AlignedObjective, squad_id: str) -> AlignedObjective | None:
    if not squad_id:
        return aligned
    results = [
        AlignedKeyResult(
            result.line,
            tuple(one for one in result.squads if one.squad and one.squad.squad_id == squad_id),
        )
        for result in aligned.key_results
    ]
    kept = tuple(result for result in results if result.squads)
    loose = tuple(item for item in aligned.loose if item.squad_id == squad_id)
    if not kept and not loose:
        return None
    return AlignedObjective(aligned.objective, kept, loose, aligned.served)
