"""Squads: effort against the agreed split, cost, and what each answers for."""

from datetime import date

import pytest

from lib.views.snapshot import snapshot
from lib.views.steering.effort import effort_split
from lib.views.steering.squads import squads_view
from tests.builders import a_pair
from tests.okr_builders import (
    a_check_in,
    a_key_result,
    a_squad,
    an_effort,
    an_initiative,
    an_objective,
    load_snapshot,
    two_metrics,
)

CLOSE = {"abs": 1e-9}
AGREED = {"build_share": 0.6, "maintain_share": 0.25, "repair_share": 0.15}


def test_the_split_is_the_one_worked_out_by_hand():
    squad = a_squad(**AGREED)
    split = effort_split(
        squad,
        [
            an_effort("build", 3.0, objective_id="O1"),
            an_effort("build", 1.0, objective_id=""),
            an_effort("maintain", 1.6, objective_id=None),
            an_effort("repair", 2.4, objective_id="O1"),
        ],
    )

    build, maintain, repair = split.kinds
    # 8 person-months: build 4 / 8, maintain 1.6 / 8, repair 2.4 / 8
    assert split.person_months == pytest.approx(8.0, **CLOSE)
    assert [kind.share for kind in split.kinds] == pytest.approx([0.5, 0.2, 0.3], **CLOSE)
    assert build.drift == pytest.approx(-10.0, **CLOSE)
    assert not build.is_reported  # ten points are the limit, not beyond it
    assert maintain.drift == pytest.approx(-5.0, **CLOSE)
    assert repair.drift == pytest.approx(15.0, **CLOSE)
    assert [kind.kind for kind in split.drifts] == ["repair"]
    assert split.outside == pytest.approx((1.0 + 1.6) / 8.0, **CLOSE)


def test_only_the_latest_month_can_drift():
    split = effort_split(
        a_squad(**AGREED),
        [
            an_effort("repair", 4.0, period=date(2026, 9, 1)),
            an_effort("build", 6.0),
            an_effort("maintain", 2.5),
            an_effort("repair", 1.5),
        ],
    )

    assert split.drifts == ()
    assert split.months[0].kinds[2].is_reported


def test_without_an_agreed_split_nothing_drifts():
    split = effort_split(a_squad(), [an_effort("repair", 4.0)])

    assert split.kinds[2].drift is None
    assert split.drifts == ()


def test_without_effort_there_is_no_split():
    assert effort_split(a_squad(), []) is None
    assert effort_split(a_squad(), [an_effort(person_months=0.0)]) is None


def test_a_squad_costs_its_people_and_its_work(database):
    card = squads_view(
        load_snapshot(
            database,
            a_squad(people=7, monthly_cost=8600.0),
            an_objective(),
            a_key_result(),
            a_check_in(),
            an_effort("build", 6.5),
        )
    ).cards[0]

    assert card.spend.monthly == pytest.approx(7 * 8600.0, **CLOSE)  # 60,200
    assert card.spend.worked == pytest.approx(6.5 * 8600.0, **CLOSE)  # 55,900


def test_an_unknown_cost_stays_unknown(database):
    card = squads_view(load_snapshot(database, a_squad(people=7), an_effort())).cards[0]

    assert (card.spend.monthly, card.spend.worked) == (None, None)


def test_the_effort_of_a_quarter_is_its_own_and_the_history_goes_back_a_year(database):
    months = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 9, 1), date(2026, 10, 1)]
    card = squads_view(
        load_snapshot(
            database,
            a_squad(),
            an_objective(),
            a_key_result(),
            a_check_in(),
            *(an_effort("build", 2.0, period=month) for month in [date(2025, 10, 1), *months]),
        )
    ).cards[0]

    assert card.effort.person_months == pytest.approx(2.0, **CLOSE)
    assert [month.month for month in card.history.months] == months


def test_a_squad_shows_its_pairs_key_results_and_drafts(database):
    view = squads_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad("S1"),
            a_squad("S2"),
            a_pair(squad_id="S1"),
            an_objective(),
            a_key_result(squad_id="S1"),
            a_check_in(),
            an_initiative("I1"),
            an_initiative("I2", business_metric_id=None),
        )
    )

    first, second = view.cards
    assert [owned.pair.pair_id for owned in first.pairs] == ["P01"]
    assert [line.key_result.key_result_id for line in first.lines] == ["K1"]
    assert (len(first.initiatives), first.drafts) == (1, 1)
    assert view.incomplete == (second,)


def test_filters_keep_the_squads_that_answer(database):
    view = squads_view(
        load_snapshot(
            database,
            a_squad("S1"),
            a_squad("S2"),
            an_objective("O1"),
            an_objective("O2"),
            a_key_result("K1", squad_id="S1"),
            a_key_result("K2", objective_id="O2", squad_id="S2"),
            a_check_in("K1", value=9.9),
        )
    )

    def filtered(**choice):
        return [card.squad.squad_id for card in view.chosen(**choice)]

    assert filtered() == ["S1", "S2"]
    assert filtered(squad_id="S2") == ["S2"]
    assert filtered(objective_id="O1") == ["S1"]
    assert filtered(state="no_data") == ["S2"]
    assert filtered(squad_id="S1", objective_id="O2") == []


def test_each_squad_of_the_demo_has_a_mission_pairs_and_key_results(demo):
    view = squads_view(snapshot(demo))

    assert len(view.cards) == 5
    assert view.incomplete == ()
    assert all(2 <= len(card.pairs) <= 4 for card in view.cards)
    assert all(card.effort is not None for card in view.cards)
