"""Back-tests: how late launches were, and how well scores predicted effects."""

from dataclasses import dataclass

from lib.domain.delays import BackTest, back_test, delays_of
from lib.domain.initiatives import Squad
from lib.statistics.ranks import rank_correlation
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot
from lib.views.steering.riceo_board import BoardRow, riceo_board

FEWEST_OUTCOMES = 5
"""Reviewed initiatives without which score and outcome are not compared."""


@dataclass(frozen=True, slots=True)
class SquadRecord:
    """Delays of a squad's launches in days, in ascending order."""

    squad: Squad
    delays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Delays of launches by squad, and a back-test of the launch ranges."""

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
    """Scores of delivered initiatives against the effects found.

    Attributes
    ----------
    correlation
        Rank correlation of Spearman; None with too few outcomes.
    """

    outcomes: tuple[ScoredOutcome, ...]
    correlation: float | None


def delivery(catalogue: Company) -> Delivery:
    """Return the delays of the launches of each squad."""
    launched = [
        initiative for initiative in catalogue.initiatives.values() if catalogue.is_tied(initiative)
    ]
    records = [
        SquadRecord(squad, delays_of(item for item in launched if item.squad_id == squad.squad_id))
        for squad in catalogue.squads.values()
    ]
    tests = [test for record in records if (test := back_test(record.delays))]
    tested = sum(test.launches for test in tests)
    within = sum(test.within for test in tests)
    expected = sum(test.expected * test.launches for test in tests)
    return Delivery(
        squads=tuple(record for record in records if record.delays),
        delays=delays_of(launched),
        test=BackTest(tested, within, expected / tested) if tested else None,
    )


def scoring_backtest(snapshot: Snapshot) -> ScoringBacktest:
    """Return the scores of the delivered initiatives beside the effects found."""
    effects_found = company(snapshot).effects_found()
    outcomes = tuple(
        ScoredOutcome(row, effects_found[row.initiative.initiative_id])
        for row in riceo_board(snapshot, "delivered").rows
        if row.initiative.initiative_id in effects_found
    )
    scores = [outcome.row.riceo for outcome in outcomes]
    effects = [outcome.effect for outcome in outcomes]
    if len(outcomes) < FEWEST_OUTCOMES or len(set(scores)) < 2 or len(set(effects)) < 2:
        return ScoringBacktest(outcomes, None)
    return ScoringBacktest(outcomes, rank_correlation(scores, effects))
