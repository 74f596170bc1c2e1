"""Looking back: how late launches came, and what the scores were worth."""

from dataclasses import dataclass

from lib.domain.delays import BackTest, back_test, delays_of
from lib.domain.initiatives import Squad
from lib.statistics.ranks import rank_correlation
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot
from lib.views.steering.reviews import found_effects
from lib.views.steering.riceo_board import BoardRow, riceo_board

FEWEST_OUTCOMES = 5
"""Reviewed initiatives without which score and outcome are not compared."""


@dataclass(frozen=True, slots=True)
class SquadRecord:
    """How late a squad's launches came, in days, in ascending order."""

    squad: Squad
    delays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Promised against actual launches, by squad, and how the ranges would have held."""

    squads: tuple[SquadRecord, ...]
    delays: tuple[int, ...]
    test: BackTest | None


@dataclass(frozen=True, slots=True)
class ScoredOutcome:
    """A scored initiative with the effect found at its review, in euros a year."""

    row: BoardRow
    effect: float


@dataclass(frozen=True, slots=True)
class ScoringBacktest:
    """What the scoring was worth: scores against effects found.

    Attributes
    ----------
    correlation
        Rank correlation of Spearman; None with too few outcomes.
    """

    outcomes: tuple[ScoredOutcome, ...]
    correlation: float | None


def delivery(known: Company) -> Delivery:
    """Return how late the launches of each squad came."""
    launched = [one for one in known.initiatives.values() if known.is_tied(one)]
    records = [
        SquadRecord(squad, delays_of(one for one in launched if one.squad_id == squad.squad_id))
        for squad in known.squads.values()
    ]
    everyone = delays_of(launched)
    tests = [test for record in records if (test := back_test(record.delays))]
    judged = sum(test.launches for test in tests)
    test = (
        BackTest(
            judged,
            sum(one.within for one in tests),
            sum(one.expected * one.launches for one in tests) / judged,
        )
        if judged
        else None
    )
    return Delivery(tuple(one for one in records if one.delays), everyone, test)


def scoring_backtest(snapshot: Snapshot) -> ScoringBacktest:
    """Return the scores of the delivered initiatives beside the effects found."""
    found = found_effects(company(snapshot))
    outcomes = tuple(
        ScoredOutcome(row, found[row.initiative.initiative_id])
        for row in riceo_board(snapshot, "delivered").rows
        if row.initiative.initiative_id in found
    )
    scores = [one.row.riceo for one in outcomes]
    effects = [one.effect for one in outcomes]
    if len(outcomes) < FEWEST_OUTCOMES or len(set(scores)) < 2 or len(set(effects)) < 2:
        return ScoringBacktest(outcomes, None)
    return ScoringBacktest(outcomes, rank_correlation(scores, effects))
