"""What the demo company was made to show, read where an executive reads it."""

import pytest

from lib.domain.riceo import ranks_of
from lib.store.database import Database
from lib.views.committee.initiatives import initiatives_view, portfolio
from lib.views.effect_windows import windows_of
from lib.views.snapshot import snapshot
from lib.views.steering.riceo_board import riceo_board
from lib.views.steering.roadmap import riceo_rows, roadmap_view

# identifier: rank by RICE, rank by RICEO, chance of the top 8 in percent, rank range
SCORES = {
    "I01": (3, 4, 77, (1, 12)),
    "I02": (11, 10, 41, (4, 18)),
    "I03": (18, 20, 5, (11, 22)),
    "I04": (1, 1, 91, (1, 8)),
    "I05": (12, 11, 39, (3, 18)),
    "I06": (13, 8, 39, (4, 17)),
    "I07": (17, 16, 18, (6, 20)),
    "I08": (15, 18, 10, (9, 21)),
    "I09": (14, 13, 28, (5, 19)),
    "I10": (10, 17, 17, (7, 20)),
    "I11": (21, 19, 4, (11, 21)),
    "I12": (22, 22, 0, (17, 24)),
    "I13": (7, 5, 70, (2, 13)),
    "I14": (6, 7, 47, (3, 17)),
    "I15": (8, 9, 40, (3, 18)),
    "I16": (4, 2, 81, (1, 11)),
    "I17": (9, 12, 24, (6, 19)),
    "I18": (5, 6, 47, (3, 17)),
    "I19": (16, 15, 19, (6, 20)),
    "I20": (23, 23, 0, (19, 24)),
    "I21": (20, 21, 2, (13, 23)),
    "I22": (24, 24, 0, (21, 24)),
    "I23": (2, 3, 80, (1, 11)),
    "I24": (19, 14, 21, (6, 20)),
}


@pytest.fixture(scope="module")
def demo_snapshot(demo_file):
    opened = Database(demo_file)
    yield snapshot(opened)
    opened.close()


@pytest.fixture(scope="module")
def view(demo_snapshot):
    return initiatives_view(demo_snapshot)


@pytest.fixture(scope="module")
def delivered(demo_snapshot):
    return riceo_board(demo_snapshot, "delivered")


@pytest.mark.parametrize("name", SCORES)
def test_scores_ranks_and_doubt_are_those_planned(delivered, name):
    rice_rank, rank, chance, (low, high) = SCORES[name]
    row = delivered.row(name)

    assert (row.rice_rank, row.rank) == (rice_rank, rank)
    assert row.p_top == pytest.approx(chance / 100, abs=0.025)
    assert abs(row.rank_low - low) <= 1
    assert abs(row.rank_high - high) <= 1


def test_serving_the_objectives_lifts_the_delivery_date_and_the_near_me_filter(delivered):
    lifted = {
        name: delivered.row(name).rice_rank - delivered.row(name).rank for name in ("I06", "I24")
    }

    assert lifted == {"I06": 5, "I24": 5}
    assert delivered.row("I24").factor == pytest.approx(2.0)


def test_recommendations_moved_their_metric_and_not_the_basket(view):
    impact = view.card("I03").impact

    assert (impact.product.course, impact.product.finding) == ("better", "moderate")
    assert impact.business.finding == "none"
    assert view.card("I03").kind == "not_shown"


def test_notifications_reversed_from_the_fourth_month_on(demo_snapshot, view):
    card = view.card("I08")
    short, *_ = windows_of(demo_snapshot, "I08", "retention_90d")

    assert card.impact.product.estimate > 0
    assert card.impact.business.low < -1.4 < card.impact.business.high
    assert (card.kind, card.impact.business.is_alarm) == ("reversed", True)
    assert short.finding == "none"  # nothing showed in the first three months
    assert (card.found_effect, card.review.verdict) == (-110_000.0, "reversed")


def test_no_other_launch_is_said_to_have_gone_the_wrong_way(view):
    alarms = [
        card.initiative.initiative_id
        for card in view.cards
        if card.impact.business and card.impact.business.is_alarm
    ]

    assert alarms == ["I08"]


def test_the_debt_that_rice_dislikes_paid_more_than_announced(view, delivered):
    card, row = view.card("I22"), delivered.row("I22")

    assert row.rank == len(delivered.rows)
    assert row.tier == "C"
    assert card.found_effect == 140_000.0 > card.prediction.prediction.mid == 90_000.0


@pytest.mark.parametrize("name", ["I01", "I02", "I04", "I06", "I13", "I14", "I19"])
def test_the_successes_are_demonstrated_or_probable(view, name):
    assert view.card(name).kind in ("demonstrated", "probable")


@pytest.mark.parametrize("name", ["I03", "I05", "I10", "I12", "I15", "I24"])
def test_initiatives_without_visible_effect_are_not_shown(view, name):
    assert view.card(name).kind == "not_shown"


@pytest.mark.parametrize("name", ["I07", "I11", "I23"])
def test_the_latest_launches_and_short_histories_are_too_early(view, name):
    assert view.card(name).kind == "too_early"


def test_every_prediction_was_sealed_before_its_launch(view):
    sealed = [card.prediction for card in view.cards if card.launched_on]

    assert len(sealed) == 24
    assert {(item.seal, item.versions, item.is_late) for item in sealed} == {("intact", 1, False)}


def test_portfolio_compares_predicted_with_found_effects(view):
    portfolio_view = portfolio(view.cards)

    # seven reviews: 420 + 130 + 190 + 150 + 90 + 240 + 140 = 1,360 announced,
    # 405 + 0 + 150 − 110 + 140 + 78 + 80 = 743 found, in thousands of euros a year
    assert (portfolio_view.record.count, portfolio_view.record.announced) == (7, 1_360_000.0)
    assert portfolio_view.record.actual == 743_000.0
    assert sum(line.spend for line in portfolio_view.lines) == pytest.approx(225 * 8_600.0)
    assert [card.initiative.initiative_id for card in portfolio_view.stopped] == ["I10"]
    assert portfolio_view.saved == 43_000.0


def test_initiative_without_objective_scores_zero(demo_snapshot):
    row = riceo_board(demo_snapshot, "candidates").row("C04")

    assert (row.tier, row.factor, row.p_top) == ("no_objective", 0.0, 0.0)
    assert row.rice == pytest.approx(15 * 1 * 0.5 / 12)


def test_the_command_lists_every_initiative_once_best_score_first(demo_snapshot):
    rows = riceo_rows(demo_snapshot)

    assert len({row.initiative for row in rows}) == len(rows) == 28
    assert ranks_of([row.riceo for row in rows]) == tuple(range(1, 29))


def test_promised_launches_become_ranges_and_capacity_faces_its_weight(demo_snapshot):
    view = roadmap_view(demo_snapshot)
    ranges = {item.initiative.initiative_id: item for item in view.work}

    assert set(ranges) == {"C01", "C02", "C03", "C04"}
    assert all(item.expected and not item.by_company for item in ranges.values())
    assert ranges["C01"].expected.latest > ranges["C01"].expected.promised
    assert [item.weight for item in view.capacity[:4]] == pytest.approx([0.35, 0.3, 0.2, 0.15])
    assert sum(item.spent for item in view.capacity) == pytest.approx(1.0)
    assert view.delivery.test.launches == 24
