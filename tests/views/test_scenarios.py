"""Scenarios of the demo company and of broken ones."""

import numpy as np
import pytest

from lib.domain.decisions import Scenario
from lib.views.snapshot import snapshot
from lib.views.steering.scenarios import scenarios_view, solve_card, what_if_result
from tests.builders import submit_records


@pytest.fixture
def cards(demo):
    return {card.scenario_id: card for card in scenarios_view(snapshot(demo))}


def a_row(parameter, value, *, kind="what_if", scenario_id="X1"):
    return Scenario(scenario_id=scenario_id, parameter=parameter, kind=kind, value=value)


def test_the_demo_reproduces_its_closed_forms(cards):
    scope, quality, peak = (solve_card(cards[f"SC{k}"]).result for k in (1, 2, 3))

    assert scope.break_even == pytest.approx(0.625, rel=1e-9)
    assert scope.net == pytest.approx(22_800, rel=1e-9)
    assert quality.figures[0].value == pytest.approx(288_960, rel=1e-9)
    assert quality.figures[1].value == pytest.approx(6.4, abs=0.05)
    assert peak.net == pytest.approx(42_625.44 - 69_000, rel=1e-9)
    assert not peak.pays


def test_a_what_if_goes_through_its_established_pair(demo, cards):
    result = what_if_result(snapshot(demo), cards["SC4"])

    assert result.refused == ""
    assert result.evidence.assessment.label == "established"
    assert result.outcome.value.p10 < result.outcome.value.p50 < result.outcome.value.p90
    assert result.outcome.p_positive > 0.9


def test_a_what_if_has_no_closed_form(cards):
    assert solve_card(cards["SC4"]) is None


def test_inputs_tried_replace_those_recorded_and_leave_them_alone(cards):
    card = cards["SC1"]
    tried = card.tried((12.0, 7.0, 4.0, 38_000.0, 0.6))

    assert solve_card(tried).result.net == pytest.approx(-7_600, rel=1e-9)
    assert card.values["reduced_share"] == 0.7


@pytest.mark.parametrize(
    ("pair_id", "refused"),
    [("P09", "label"), ("P12", "label"), ("P13", "label"), ("P16", "label"), ("P08", "")],
)
def test_a_pair_that_is_not_suggestive_or_better_is_refused(demo, pair_id, refused):
    submit_records(demo, a_row(pair_id, 0.1), a_row("value_per_unit", 10.0))
    newest = snapshot(demo)
    card = next(card for card in scenarios_view(newest) if card.scenario_id == "X1")
    result = what_if_result(newest, card)

    assert result.refused == refused
    assert (result.outcome is None) is bool(refused)


def test_a_move_beyond_experience_is_refused(demo):
    submit_records(demo, a_row("P02", 900.0), a_row("value_per_unit", 10.0))
    newest = snapshot(demo)
    card = next(card for card in scenarios_view(newest) if card.scenario_id == "X1")

    assert what_if_result(newest, card).refused == "beyond"


def test_ends_out_of_order_are_refused(demo):
    rows = [a_row("P02", 1.0), a_row("value_per_unit", 1.0), a_row("delivery_late", 1.0)]
    submit_records(demo, *rows)
    newest = snapshot(demo)
    card = next(card for card in scenarios_view(newest) if card.scenario_id == "X1")

    assert what_if_result(newest, card).refused == "order"


def test_a_fall_of_the_product_metric_keeps_its_ends_in_order(demo):
    submit_records(demo, a_row("P01", -0.1), a_row("value_per_unit", 10.0))
    newest = snapshot(demo)
    card = next(card for card in scenarios_view(newest) if card.scenario_id == "X1")
    result = what_if_result(newest, card)

    assert result.refused == ""
    assert result.outcome.value.p50 > 0


def test_missing_inputs_are_listed_and_nothing_is_computed(database):
    submit_records(
        database,
        a_row("people", 3.0, kind="quality", scenario_id="Q"),
        a_row("nothing", 1.0, scenario_id="W"),
    )
    newest = snapshot(database)
    quality, what_if = scenarios_view(newest)

    assert "one_off_cost" in quality.missing
    assert solve_card(quality) is None
    assert what_if_result(newest, what_if).refused == "pair"
    assert what_if.missing == ("move", "value_per_unit")


def test_inputs_that_tandem_assumed_say_so(cards):
    assumed = {field.field.name for field in cards["SC4"].inputs if field.record is None}

    assert {"delivery_likely", "move_low", "horizon_months"} <= assumed
    assert np.isclose(cards["SC4"].values["move_low"], 1.0)


def test_an_empty_company_has_no_scenario(database):
    assert scenarios_view(snapshot(database)) == ()
