"""Capacity: the share of the effort that goes to each objective, against its weight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lib.domain.initiatives import Initiative
from lib.domain.okrs import Objective
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot
from lib.views.steering.effort import reported_efforts

OPEN_STATUSES = ("proposed", "planned", "in_progress")
"""Statuses of an initiative not launched yet."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """Effort of one objective against its weight; all are shares of one.

    Attributes
    ----------
    objective
        None for the effort outside any objective.
    spent
        Share of this year's effort; None where none is known.
    planned
        Share of the effort of what is not launched yet; None where none is estimated.
    """

    objective: Objective | None
    weight: float | None
    spent: float | None
    planned: float | None


def capacity_by_objective(
    snapshot: Snapshot,
    objectives: Sequence[Objective],
    weights: Sequence[float],
    *,
    tied: Sequence[Initiative],
    last: date | None,
) -> tuple[Capacity, ...]:
    """Return the effort of each objective; the effort outside any objective comes last.

    This year's effort is that reported by the squads; where none is reported, that of the
    initiatives launched this year, shared in proportion of their contributions.
    """
    catalogue = company(snapshot)
    spent = _spent(snapshot, tied, last)
    planned = _split(
        catalogue, [initiative for initiative in tied if initiative.status in OPEN_STATUSES]
    )
    return _capacity(objectives, weights, spent, planned)


def _split(catalogue: Company, initiatives: list[Initiative]) -> dict[str, float]:
    """Return the person-months of initiatives by objective, in proportion of contributions."""
    split: dict[str, float] = {}
    for initiative in initiatives:
        links = [
            link
            for link in catalogue.contributions
            if link.initiative_id == initiative.initiative_id and link.contribution > 0
        ]
        total = sum(link.contribution for link in links)
        effort = initiative.person_months or 0.0
        if not links:
            split[""] = split.get("", 0.0) + effort
        for link in links:
            share = effort * link.contribution / total
            split[link.objective_id] = split.get(link.objective_id, 0.0) + share
    return split


def _spent(snapshot: Snapshot, tied: Iterable[Initiative], last: date | None) -> dict[str, float]:
    if last is None:
        return {}
    year = last.year
    reported: dict[str, float] = {}
    for effort in reported_efforts(snapshot):
        if effort.period.year == year:
            name = effort.objective_id or ""
            reported[name] = reported.get(name, 0.0) + effort.person_months
    if reported:
        return reported
    launched = [
        initiative
        for initiative in tied
        if initiative.launched_on and initiative.launched_on.year == year
    ]
    return _split(company(snapshot), launched)


def _capacity(
    objectives: Sequence[Objective],
    weights: Sequence[float],
    spent: dict[str, float],
    planned: dict[str, float],
) -> tuple[Capacity, ...]:
    ids = [objective.objective_id for objective in objectives]
    lines = [
        Capacity(
            objective,
            weight,
            _share(spent, [objective.objective_id]),
            _share(planned, [objective.objective_id]),
        )
        for objective, weight in zip(objectives, weights, strict=True)
    ]
    elsewhere = [name for name in {*spent, *planned} if name not in ids]
    if elsewhere:
        lines.append(Capacity(None, None, _share(spent, elsewhere), _share(planned, elsewhere)))
    return tuple(lines)


def _share(effort: dict[str, float], names: list[str]) -> float | None:
    total = sum(effort.values())
    return sum(effort.get(name, 0.0) for name in names) / total if total > 0 else None
