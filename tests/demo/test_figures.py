"""The figures: key results to the decimal, totals that agree, steps where they were planted."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lib.demo.company import generate
from lib.demo.figures import published
from lib.demo.plans import FOLLOWERS, LEADS, MONTHS
from tests.demo.exports import all_values, rows_of

TRUTH = Path(__file__).parents[1] / "demo_expectations"
ENDS = {"q1": "2026-03", "q2": "2026-06", "q3": "2026-09", "october": "2026-10"}


def truth(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((TRUTH / f"{name}.csv").read_text().splitlines()))


@pytest.fixture(scope="module")
def values(files):
    return all_values(files)


def month(values, metric_id: str, text: str, segment: str = "") -> float:
    return values[metric_id, date.fromisoformat(f"{text}-01"), segment]


@pytest.mark.parametrize("row", truth("key_result"), ids=lambda row: row["key_result_id"])
def test_key_results_end_each_quarter_on_the_declared_value(files, values, row):
    quarters = [
        r for r in rows_of(files, "key_result") if r["key_result_id"] == row["key_result_id"]
    ]
    checks = {
        r["period"]: r
        for r in rows_of(files, "check_in")
        if r["key_result_id"] == row["key_result_id"]
    }

    for end, at in ENDS.items():
        assert month(values, quarters[0]["metric_id"], at) == float(row[end])
        assert float(checks[at]["value"]) == float(row[end])
    assert [float(r["target_value"]) for r in quarters] == [
        float(row[f"q{k}_target"]) for k in (1, 2, 3, 4)
    ]
    assert {float(r["start_value"]) for r in quarters} == {float(row["start"])}
    assert {r["kind"] for r in quarters} == {row["kind"]}


@pytest.mark.parametrize("row", truth("key_result"), ids=lambda row: row["key_result_id"])
def test_confidence_follows_the_declared_path(files, row):
    path = {
        r["period"]: r["confidence"]
        for r in rows_of(files, "check_in")
        if r["key_result_id"] == row["key_result_id"]
    }

    assert len(path) == 10
    for name, at in (("jan", "2026-01"), ("jun", "2026-06"), ("oct", "2026-10")):
        assert path[at] == row[f"{name}_confidence"]


@pytest.mark.parametrize("seed", [1, 10, 77])
def test_key_results_hold_with_any_seed(seed):
    values = all_values(generate(seed))

    assert month(values, "conversion", "2026-10") == 2.62
    assert month(values, "active_sellers_gained", "2026-06") == 345
    assert month(values, "active_sellers", "2026-10") == 6400
    assert month(values, "mrr", "2026-10") == 98.9


def test_sales_are_orders_times_basket(values):
    for period in MONTHS:
        orders, basket = values["orders", period, ""], values["average_basket", period, ""]
        assert values["gmv", period, ""] == pytest.approx(orders * basket / 1e6, rel=1e-4)


def test_orders_are_sessions_times_conversion(values):
    for period in MONTHS:
        sessions = values["sessions", period, ""] * 1e3
        conversion = values["conversion", period, ""] / 100
        assert values["orders", period, ""] == pytest.approx(sessions * conversion, rel=1e-4)


def test_revenue_is_the_sum_of_its_segments(values):
    for period in MONTHS:
        parts = [
            values["revenue", period, s] for s in ("Commissions", "Retail media", "Atelier Pro")
        ]
        assert values["revenue", period, ""] == pytest.approx(sum(parts), abs=0.051)
        sales = values["gmv", period, ""] * 1e3
        assert values["revenue", period, ""] == pytest.approx(
            0.138 * sales + values["mrr", period, ""], abs=0.11
        )


def test_sellers_add_up_by_country_and_by_month(values):
    for before, period in pairwise(MONTHS):
        sellers = values["active_sellers", period, ""]
        assert sellers == sum(values["active_sellers", period, s] for s in ("France", "Portugal"))
        gain = values["net_active_sellers", period, ""]
        assert sellers - values["active_sellers", before, ""] == gain


def test_october_is_the_company_described(values):
    assert month(values, "orders", "2026-10") == pytest.approx(118_000, rel=0.005)
    assert month(values, "gmv", "2026-10") == pytest.approx(6.9, abs=0.05)
    assert month(values, "sessions", "2026-10") == pytest.approx(4500, rel=0.01)
    assert month(values, "revenue", "2026-10") == pytest.approx(1050, rel=0.01)
    assert month(values, "subscribers", "2026-10") == 2150


def test_wholesale_is_known_for_eleven_months_only(values):
    for metric_id in ("api_availability", "wholesale_revenue"):
        months = [period for name, period, _ in values if name == metric_id]
        assert (min(months), len(months)) == (date(2025, 12, 1), 11)


def test_shares_stay_between_zero_and_a_hundred(files, values):
    rates = {row["metric_id"] for row in rows_of(files, "metric") if row["unit"] == "%"}

    assert all(0 < value < 100 for (name, _, _), value in values.items() if name in rates)
    assert all(value > 0 for (name, _, _), value in values.items() if name != "net_active_sellers")


@pytest.mark.parametrize("row", truth("initiative"), ids=lambda row: row["initiative_id"])
def test_launches_are_planted_where_the_truth_says(files, row):
    declared = {r["initiative_id"]: r for r in rows_of(files, "initiative")}[row["initiative_id"]]
    plans = {plan.metric_id: plan for plan in (*LEADS, *FOLLOWERS)}
    steps = {step.month: step.size for step in plans[row["product_metric_id"]].steps}

    assert declared["product_metric_id"] == row["product_metric_id"]
    if row["step_from"]:
        assert declared["launched_on"].startswith(row["step_from"])
        assert steps[row["step_from"]] == float(row["step_noise"])
    else:
        assert declared["launched_on"][:7] not in steps


def test_more_notifications_bring_visits_at_once_and_cost_retention_four_months_later():
    before, after, late = slice(20, 32), slice(32, 36), slice(36, 40)
    visits, retention = [], []
    for seed in range(12):
        series = published(seed)
        visits.append(series["app_sessions"][after].mean() / series["app_sessions"][28:32].mean())
        rate = series["retention_90d"]
        retention.append(rate[late].mean() - rate[after].mean())

    assert np.mean(visits) == pytest.approx(1.10, abs=0.05)
    assert np.mean(retention) == pytest.approx(-1.4, abs=0.5)
    assert before.stop == after.start


def test_recommendations_move_the_clicks_and_not_the_basket():
    clicks, baskets = [], []
    for seed in range(12):
        series = published(seed)
        clicks.append(
            series["recommendation_ctr"][26:30].mean() - series["recommendation_ctr"][22:26].mean()
        )
        baskets.append(
            series["average_basket"][26:30].mean() - series["average_basket"][22:26].mean()
        )

    assert np.mean(clicks) > 0.5
    assert abs(np.mean(baskets)) < 0.8
