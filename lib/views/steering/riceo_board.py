"""The RICEO board: scores, ranks with their uncertainty, and what would change the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lib.domain.initiatives import Initiative
from lib.domain.okrs import Objective
from lib.domain.riceo import (
    Flip,
    ScoreField,
    Scoring,
    Tier,
    WeightFlip,
    counted_contribution,
    normalized_weights,
    objective_factor,
    ranks_of,
    rice_score,
    scoring_gaps,
    scoring_of,
    smallest_flip,
    smallest_weight_flip,
    tier_of,
    top_places,
)
from lib.statistics.priorities import Factors, RankSensitivity, simulate_ranks
from lib.views.company import Company, company
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached

Cohort = Literal["candidates", "delivered"]

COHORTS: tuple[Cohort, ...] = ("candidates", "delivered")
_DELIVERED = ("shipped", "stopped")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One scored initiative.

    Attributes
    ----------
    rice, factor, riceo
        RICE, O, and their product.
    rice_rank, rank
        Place by RICE and by RICEO, 1 first.
    p_top, rank_low, rank_high
        Share of plausible scorings with a place in the top; ranks of the middle 80 % of them.
    flip
        Smallest single change of its own estimates that takes it over the line.
    demoted
        Objectives whose direct contribution names no key result, counted as indirect.
    """

    initiative: Initiative
    scoring: Scoring
    rice: float
    factor: float
    riceo: float
    rice_rank: int
    rank: int
    p_top: float
    rank_low: int
    rank_high: int
    tier: Tier
    flip: Flip | None
    demoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unscored:
    """An initiative that cannot be scored, with what is missing."""

    initiative: Initiative
    gaps: tuple[ScoreField, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Initiatives ranked against each other under one set of weights.

    Attributes
    ----------
    rows
        Scored initiatives, the first first; those without objective last.
    top
        Places of the top.
    regret
        Share of the best attainable score lost on average by keeping today's top; None without
        any ranked initiative.
    objectives, weights
        Objectives in force with the weights used, which sum to 1.
    weight_flip
        Smallest change of a weight that changes who is in the top.
    """

    rows: tuple[BoardRow, ...]
    unscored: tuple[Unscored, ...]
    top: int
    regret: float | None
    objectives: tuple[Objective, ...]
    weights: tuple[float, ...]
    weight_flip: WeightFlip | None

    def row(self, initiative_id: str) -> BoardRow | None:
        """Return the row of an initiative, or None."""
        return next(
            (row for row in self.rows if row.initiative.initiative_id == initiative_id), None
        )


def objectives_in_force(snapshot: Snapshot) -> tuple[Objective, ...]:
    """Return the objectives of the year of the latest data, else of the last year that has any."""
    catalogue, last = company(snapshot), facts(snapshot).last
    years = [
        objective.year for objective in catalogue.objectives.values() if objective.year is not None
    ]
    year = last.year if last and last.year in years else max(years, default=None)
    return tuple(
        objective for objective in catalogue.objectives.values() if objective.year in (year, None)
    )


def committee_weights(objectives: Sequence[Objective]) -> tuple[float, ...]:
    """Return the weights set by the committee, made to sum to 1."""
    return normalized_weights([objective.weight for objective in objectives])


@cached
def riceo_board(
    snapshot: Snapshot,
    cohort: Cohort,
    *,
    weights: tuple[float, ...] | None = None,
    top: int | None = None,
) -> Board:
    """Return the board of what can still be decided, or of what was delivered.

    Parameters
    ----------
    cohort
        Candidates (proposed, planned, in progress), or delivered (shipped or stopped): only
        initiatives that compete for the same decision are ranked together.
    weights
        Weights of the objectives in force; those of the committee where None.
    top
        Places of the top; a third of the initiatives, at most eight, where None.
    """
    catalogue, objectives = company(snapshot), objectives_in_force(snapshot)
    used = committee_weights(objectives) if weights is None else normalized_weights(weights)
    candidates = [
        initiative
        for initiative in catalogue.initiatives.values()
        if catalogue.is_tied(initiative)
        and (initiative.status in _DELIVERED) == (cohort == "delivered")
    ]
    scorings = [
        scoring
        for initiative in candidates
        if (scoring := scoring_of(initiative, _contributions(catalogue, initiative, objectives)))
    ]
    eligible = [item for item in scorings if objective_factor(item.contributions, used) > 0]
    places = top_places(len(eligible)) if top is None else max(1, top)
    sensitivity = _sensitivity(eligible, used, places)
    ranking = _Ranking(
        scorings, used, _doubts(eligible, sensitivity, places), _flips(eligible, used, places)
    )
    return Board(
        rows=_rows(catalogue, ranking),
        unscored=tuple(
            Unscored(initiative, gaps)
            for initiative in candidates
            if (gaps := scoring_gaps(initiative))
        ),
        top=places,
        regret=sensitivity.regret if sensitivity else None,
        objectives=objectives,
        weights=used,
        weight_flip=smallest_weight_flip(eligible, used, places),
    )


@dataclass(frozen=True, slots=True)
class _Doubt:
    p_top: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Ranking:
    scorings: list[Scoring]
    weights: tuple[float, ...]
    doubts: dict[str, _Doubt]
    flips: dict[str, Flip | None]


def _contributions(
    catalogue: Company, initiative: Initiative, objectives: Sequence[Objective]
) -> tuple[float, ...]:
    declared = {
        link.objective_id: counted_contribution(
            link.contribution, names_key_result=bool(link.key_result_id)
        )
        for link in catalogue.contributions
        if link.initiative_id == initiative.initiative_id
    }
    return tuple(declared.get(objective.objective_id, 0.0) for objective in objectives)


def _demoted(catalogue: Company, initiative_id: str) -> tuple[str, ...]:
    return tuple(
        link.objective_id
        for link in catalogue.contributions
        if link.initiative_id == initiative_id
        and counted_contribution(link.contribution, names_key_result=bool(link.key_result_id))
        < link.contribution
    )


def _sensitivity(
    eligible: list[Scoring], weights: tuple[float, ...], top: int
) -> RankSensitivity | None:
    if not eligible:
        return None
    factors = Factors(
        reach=np.array([scoring.reach for scoring in eligible]),
        impact=np.array([scoring.impact for scoring in eligible]),
        confidence=np.array([scoring.confidence for scoring in eligible]),
        effort=np.array([scoring.effort for scoring in eligible]),
        contributions=np.array([scoring.contributions for scoring in eligible]),
        weights=np.array(weights),
    )
    return simulate_ranks(factors, top=top)


def _doubts(
    eligible: list[Scoring], sensitivity: RankSensitivity | None, top: int
) -> dict[str, _Doubt]:
    if sensitivity is None:
        return {}
    chances, bounds = sensitivity.p_top(top), sensitivity.rank_bounds()
    return {
        scoring.initiative_id: _Doubt(float(chance), int(low), int(high))
        for scoring, chance, (low, high) in zip(eligible, chances, bounds, strict=True)
    }


def _flips(eligible: list[Scoring], weights: tuple[float, ...], top: int) -> dict[str, Flip | None]:
    return {
        scoring.initiative_id: smallest_flip(eligible, weights, at, top)
        for at, scoring in enumerate(eligible)
    }


def _rows(catalogue: Company, ranking: _Ranking) -> tuple[BoardRow, ...]:
    factor = [objective_factor(item.contributions, ranking.weights) for item in ranking.scorings]
    rice = [rice_score(item) for item in ranking.scorings]
    riceo = [score * o for score, o in zip(rice, factor, strict=True)]
    gated_last = [score if o > 0 else -1.0 for score, o in zip(riceo, factor, strict=True)]
    places, rice_places = ranks_of(gated_last), ranks_of(rice)
    rows = []
    for at, scoring in enumerate(ranking.scorings):
        name = scoring.initiative_id
        doubt = ranking.doubts.get(name, _Doubt(0.0, places[at], places[at]))
        rows.append(
            BoardRow(
                initiative=catalogue.initiatives[name],
                scoring=scoring,
                rice=rice[at],
                factor=factor[at],
                riceo=riceo[at],
                rice_rank=rice_places[at],
                rank=places[at],
                p_top=doubt.p_top,
                rank_low=doubt.low,
                rank_high=doubt.high,
                tier=tier_of(doubt.p_top, factor[at]),
                flip=ranking.flips.get(name),
                demoted=_demoted(catalogue, name),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.rank))
