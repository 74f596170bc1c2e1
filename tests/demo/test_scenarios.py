"""The scenarios and scores of the demo company, worked out by hand from its exports."""

import csv
from pathlib import Path

import pytest

from tests.demo.exports import rows_of

TRUTH = Path(__file__).parents[1] / "demo_expectations"


def inputs(files, scenario_id: str) -> dict[str, float]:
    return {
        row["parameter"]: float(row["value"])
        for row in rows_of(files, "scenario")
        if row["scenario_id"] == scenario_id
    }


def test_a_reduced_belgium_wins_above_five_eighths_of_its_value(files):
    values = inputs(files, "SC1")

    full = (values["horizon_months"] - values["full_ready_month"]) * values["monthly_value"]
    months = values["horizon_months"] - values["reduced_ready_month"]
    reduced = months * values["monthly_value"] * values["reduced_share"]

    assert full == 190_000
    assert full / (months * values["monthly_value"]) == 0.625
    assert reduced - full == pytest.approx(22_800)


def test_repaying_the_debt_pays_back_in_six_months_and_a_half(files):
    values = inputs(files, "SC2")

    share = values["maintenance_share_before"] - values["maintenance_share_after"]
    freed = share * values["people"] * values["monthly_cost"]

    assert freed * 12 == pytest.approx(288_960)
    assert values["one_off_cost"] / freed == pytest.approx(6.4, abs=0.05)


def test_the_november_peak_costs_less_than_holding_it(files):
    values = inputs(files, "SC3")

    per_order = values["margin_per_order"] + values["lost_buyer_share"] * values["lost_buyer_value"]
    per_multiple = values["base_orders_per_hour"] * values["hours"]
    lost = per_multiple * (values["demand_multiple"] - values["capacity_multiple"])
    break_even = values["capacity_multiple"] + values["cost"] / (per_multiple * per_order)

    assert lost == pytest.approx(3_700, rel=0.01)
    assert lost * per_order == pytest.approx(43_000, rel=0.01)
    assert lost * per_order < values["cost"]
    assert break_even == pytest.approx(2.7, abs=0.05)


def test_maintenance_takes_a_third_of_the_effort_as_the_scenario_assumes(files):
    squads = rows_of(files, "squad")
    people = sum(int(row["people"]) for row in squads)

    maintained = sum(int(row["people"]) * float(row["maintain_share"]) for row in squads)

    assert people == inputs(files, "SC2")["people"]
    assert maintained / people == pytest.approx(0.34, abs=0.005)
    for row in squads:
        shares = [float(row[f"{kind}_share"]) for kind in ("build", "maintain", "repair")]
        assert sum(shares) == pytest.approx(1)


def test_the_ranks_of_rice_and_riceo_are_the_declared_ones(files):
    weights = {r["objective_id"]: float(r["weight"]) for r in rows_of(files, "objective")}
    served: dict[str, float] = {}
    for row in rows_of(files, "contribution"):
        gain = weights[row["objective_id"]] * float(row["contribution"])
        served[row["initiative_id"]] = served.get(row["initiative_id"], 0.0) + gain
    rice, riceo = {}, {}
    for row in rows_of(files, "initiative"):
        if row["status"] != "proposed":
            name = row["initiative_id"]
            share = 100 * float(row["reach"]) / float(row["population"])
            effort = float(row["person_months"])
            rice[name] = share * float(row["impact"]) * float(row["confidence"]) / effort
            riceo[name] = rice[name] * min(2.0, 0.5 + 3 * served[name])

    by_rice = sorted(rice, key=lambda name: -rice[name])
    by_riceo = sorted(riceo, key=lambda name: -riceo[name])

    for row in csv.DictReader((TRUTH / "riceo.csv").read_text().splitlines()):
        name = row["initiative_id"]
        assert by_rice.index(name) + 1 == int(row["rice_rank"])
        assert by_riceo.index(name) + 1 == int(row["riceo_rank"])
        assert riceo[name] / rice[name] == pytest.approx(float(row["o"]))


def test_photo_search_serves_no_objective(files):
    served = [r for r in rows_of(files, "contribution") if r["initiative_id"] == "C04"]

    assert [float(row["contribution"]) for row in served] == [0, 0, 0, 0]


def test_a_direct_contribution_names_its_key_result(files):
    for row in rows_of(files, "contribution"):
        assert (float(row["contribution"]) == 1) is bool(row["key_result_id"])


def test_the_initiatives_cost_what_the_company_states(files):
    launched = [r for r in rows_of(files, "initiative") if r["launched_on"]]

    assert sum(float(row["person_months"]) for row in launched) == 225
    assert sum(float(row["cost"]) for row in launched) == pytest.approx(1_935_000)
    announced = {r["initiative_id"]: float(r["mid"]) for r in rows_of(files, "prediction")}
    truth = list(csv.DictReader((TRUTH / "initiative.csv").read_text().splitlines()))
    judged = [row["initiative_id"] for row in truth if row["true_effect"]]
    assert len(judged) == 20
    assert sum(announced[name] for name in judged) == 3_760_000
