"""Roadmap: planned initiatives by objective, launch ranges, and capacity against weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.delays import LaunchRange, delays_of, launch_range
from lib.domain.initiatives import Initiative, Squad
from lib.domain.okrs import Objective
from lib.domain.periods import add_months, quarter_key
from lib.domain.riceo import Tier
from lib.views.company import Company, company
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached
from lib.views.steering.capacity import OPEN_STATUSES, Capacity, capacity_by_objective
from lib.views.steering.effort import reported_efforts
from lib.views.steering.riceo_board import (
    COHORTS,
    BoardRow,
    committee_weights,
    objectives_in_force,
    riceo_board,
)
from lib.views.steering.scoring_backtest import (
    Delivery,
    ScoringBacktest,
    delivery,
    scoring_backtest,
)

Horizon = Literal["now", "next", "later"]

HORIZONS: tuple[Horizon, ...] = ("now", "next", "later")


@dataclass(frozen=True, slots=True)
class RiceoRow:
    """One line of the command ``riceo``.

    Attributes
    ----------
    reach
        Share of the addressed population, in percent.
    rice, o, riceo
        ``rice = reach * impact * confidence / effort`` and ``riceo = rice * o``.
    tier, p_top, rank_low, rank_high
        Among the initiatives that compete for the same decision: not launched yet, or delivered.
    """

    initiative: str
    reach: float
    impact: float
    confidence: float
    effort: float
    rice: float
    o: float
    riceo: float
    tier: Tier
    p_top: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True)
class Work:
    """An initiative not launched yet.

    Attributes
    ----------
    objective_id
        Objective it serves most, by weight; empty where it serves none.
    expected
        Range of launch days; None without a promised day or with too few past launches.
    by_company
        Whether the range comes from the launches of all squads, its own having too few.
    """

    initiative: Initiative
    squad: Squad | None
    objective_id: str
    horizon: Horizon
    expected: LaunchRange | None
    by_company: bool


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """Everything of the roadmap but the board, which depends on the reader's weights."""

    quarter: str | None
    objectives: tuple[Objective, ...]
    weights: tuple[float, ...]
    squads: tuple[Squad, ...]
    work: tuple[Work, ...]
    capacity: tuple[Capacity, ...]
    effort_reported: bool
    delivery: Delivery
    scoring_backtest: ScoringBacktest
    draft_count: int


@cached
def roadmap_view(snapshot: Snapshot) -> RoadmapView:
    """Return the roadmap of a snapshot, under the weights set by the committee."""
    catalogue, last = company(snapshot), facts(snapshot).last
    objectives = objectives_in_force(snapshot)
    weights = committee_weights(objectives)
    tied = [
        initiative for initiative in catalogue.initiatives.values() if catalogue.is_tied(initiative)
    ]
    present = add_months(last, 1) if last else None
    waiting = [initiative for initiative in tied if initiative.status in OPEN_STATUSES]
    return RoadmapView(
        quarter=quarter_key(present) if present else None,
        objectives=objectives,
        weights=weights,
        squads=tuple(catalogue.squads.values()),
        work=_work(catalogue, waiting, dict(zip(_ids(objectives), weights, strict=True)), present),
        capacity=capacity_by_objective(snapshot, objectives, weights, tied=tied, last=last),
        effort_reported=bool(reported_efforts(snapshot)),
        delivery=delivery(catalogue),
        scoring_backtest=scoring_backtest(snapshot),
        draft_count=len(catalogue.initiatives) - len(tied),
    )


def riceo_rows(snapshot: Snapshot) -> tuple[RiceoRow, ...]:
    """Return every scored initiative under the weights of the committee, best score first.

    Ranks and chances are those among the initiatives that compete for the same decision: the ones
    not launched yet, and the delivered ones.
    """
    rows = [row for cohort in COHORTS for row in riceo_board(snapshot, cohort).rows]
    return tuple(_riceo_row(row) for row in sorted(rows, key=lambda row: -row.riceo))


def _riceo_row(row: BoardRow) -> RiceoRow:
    return RiceoRow(
        initiative=row.initiative.initiative_id,
        reach=row.scoring.reach,
        impact=row.scoring.impact,
        confidence=row.scoring.confidence,
        effort=row.scoring.effort,
        rice=row.rice,
        o=row.factor,
        riceo=row.riceo,
        tier=row.tier,
        p_top=row.p_top,
        rank_low=row.rank_low,
        rank_high=row.rank_high,
    )


def _ids(objectives: Sequence[Objective]) -> tuple[str, ...]:
    return tuple(objective.objective_id for objective in objectives)


def _work(
    catalogue: Company, waiting: list[Initiative], weights: dict[str, float], present: date | None
) -> tuple[Work, ...]:
    everyone = delays_of(catalogue.initiatives.values())
    work = []
    for initiative in sorted(
        waiting,
        key=lambda initiative: (initiative.planned_on or date.max, initiative.initiative_id),
    ):
        squad_delays = delays_of(
            other
            for other in catalogue.initiatives.values()
            if other.squad_id == initiative.squad_id
        )
        expected = (
            launch_range(initiative.planned_on, squad_delays) if initiative.planned_on else None
        )
        by_company = expected is None
        if initiative.planned_on and expected is None:
            expected = launch_range(initiative.planned_on, everyone)
        work.append(
            Work(
                initiative=initiative,
                squad=catalogue.squads.get(initiative.squad_id or ""),
                objective_id=_main_objective(catalogue, initiative, weights),
                horizon=_horizon(initiative, present),
                expected=expected,
                by_company=by_company,
            )
        )
    return tuple(work)


def _main_objective(catalogue: Company, initiative: Initiative, weights: dict[str, float]) -> str:
    served = {
        link.objective_id: link.contribution * weights[link.objective_id]
        for link in catalogue.contributions
        if link.initiative_id == initiative.initiative_id
        and link.contribution > 0
        and link.objective_id in weights
    }
    return max(served, key=lambda name: served[name], default="")


def _horizon(initiative: Initiative, present: date | None) -> Horizon:
    """Return when an initiative is due: this quarter (or under way), the next one, or later."""
    if initiative.status == "in_progress":
        return "now"
    if initiative.planned_on is None or present is None:
        return "later"
    due = quarter_key(initiative.planned_on)
    if due <= quarter_key(present):
        return "now"
    return "next" if due == quarter_key(add_months(present, 3)) else "later"
