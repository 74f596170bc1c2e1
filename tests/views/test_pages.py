"""Views of a small company whose figures can be worked out by hand."""

from datetime import date

import pytest

from lib.domain.decisions import Decision, Review
from lib.domain.initiatives import Contribution, Initiative, Squad
from lib.domain.metrics import MetricTarget
from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.store.uploads import uploads
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.committee.overview import COMMON_KPI_LIMIT, overview_view
from lib.views.series import metric_series, sources_view
from lib.views.snapshot import snapshot
from tests.builders import a_metric, a_pair, months_of, submit, submit_records


@pytest.fixture
def company(database):
    submit_records(
        database,
        a_metric("product", direction="down", common_kpi=True),
        a_metric("business", kind="business", unit="EUR", common_kpi=True),
        a_metric("late", common_kpi=True),
        Squad(squad_id="S1", name_fr="Commande", name_en="Checkout"),
        Objective(objective_id="O1", name_fr="Croître", name_en="Grow", weight=0.4),
        Objective(objective_id="O2", name_fr="Servir", name_en="Serve", weight=0.6),
        a_pair("P01", squad_id="S1"),
        a_pair("P02", product_metric_id="unknown"),
        KeyResult(
            key_result_id="KR1.1",
            quarter="2026-Q1",
            objective_id="O1",
            kind="committed",
            start_value=0.0,
            target_value=10.0,
            metric_id="business",
        ),
        CheckIn(key_result_id="KR1.1", period=date(2026, 2, 1), value=4.0, confidence=6),
        CheckIn(key_result_id="KR1.1", period=date(2026, 4, 1), value=9.0),
        Initiative(
            initiative_id="I1",
            status="shipped",
            pair_id="P01",
            launched_on=date(2026, 2, 10),
            product_metric_id="product",
            business_metric_id="business",
        ),
        Initiative(
            initiative_id="I2",
            status="shipped",
            pair_id="P01",
            launched_on=date(2026, 1, 10),
            product_metric_id="product",
        ),
        Contribution(initiative_id="I1", objective_id="O2", contribution=0.5),
        Decision(decision_id="D1", status="open", due_on=date(2026, 12, 1)),
        Decision(decision_id="D2", status="decided", expected_mid=100.0),
        Review(decision_id="D2", reviewed_on=date(2026, 1, 5), verdict="partial", actual=40.0),
        MetricTarget(metric_id="business", period=date(2026, 3, 1), value=120.0),
    )
    submit(database, ("metric_value", months_of([5.0, 4.0, 3.0], metric_id="product")))
    submit(
        database,
        ("metric_value", months_of([80.0] * 15, metric_id="business", first=date(2025, 1, 1))),
    )
    submit(database, ("metric_value", months_of([7.0], metric_id="late")))
    return database


def test_a_series_covers_the_months_of_the_company_and_leaves_gaps_open(company):
    newest = snapshot(company)

    series = metric_series(newest, a_metric("late"))

    assert len(series.months) == 15
    assert series.values[-3:] == (7.0, None, None)
    assert series.data_until == date(2026, 1, 1)
    assert series.received_on == date(2026, 11, 5)


def test_a_series_knows_prior_year_target_and_former_values(company):
    submit(
        company,
        ("metric_value", months_of([100.0], metric_id="business", first=date(2026, 3, 1))),
    )

    series = metric_series(snapshot(company), a_metric("business"))

    assert series.values[-1] == 100.0
    assert series.prior[-1] == 80.0
    assert series.prior[0] is None
    assert series.targets[-1] == 120.0
    assert series.former[-1] == 80.0


def test_a_pair_needs_both_its_metrics(company):
    assert [card.pair_id for card in metric_pairs_view(snapshot(company)).cards] == ["P01"]


def test_only_initiatives_with_both_metrics_are_in_a_chart(company):
    launches = metric_pairs_view(snapshot(company)).cards[0].series.launches

    assert [(launch.number, launch.initiative_id) for launch in launches] == [(1, "I1")]


def test_pairs_are_found_by_squad_and_by_objective(company):
    view = metric_pairs_view(snapshot(company))

    assert len(view.chosen("S1", "O1")) == 1  # a key result of O1 measures the business metric
    assert len(view.chosen("", "O2")) == 1  # an initiative of the pair contributes to O2
    assert view.chosen("S2", "") == ()
    assert view.card("P01") is not None
    assert view.card("P02") is None


def test_overview_shows_the_last_month_with_data(company):
    view = overview_view(snapshot(company))

    assert view.month == date(2026, 3, 1)
    assert [metric.metric_id for metric in view.close.received] == ["business", "product"]
    assert [metric.metric_id for metric in view.close.missing] == ["late"]


def test_a_late_kpi_shows_its_last_value_and_says_that_it_is_late(company):
    kpis = {kpi.series.metric.metric_id: kpi for kpi in overview_view(snapshot(company)).kpis}

    assert (kpis["late"].value, kpis["late"].is_late) == (7.0, True)
    assert (kpis["business"].value, kpis["business"].is_late) == (80.0, False)
    assert kpis["business"].target == 120.0
    assert kpis["business"].year_ago == 80.0


def test_key_results_are_read_at_the_month_shown(company):
    objective = overview_view(snapshot(company)).objectives[0]
    pace = objective.key_results[0]

    # the check-in of April lies after March; February: 4 of 10, two of three months gone
    assert (pace.actual, pace.confidence) == (4.0, 6)
    assert pace.progress.grade == pytest.approx(0.4)
    assert pace.progress.pace == pytest.approx(0.4 / (2 / 3))
    assert objective.grade == pytest.approx(0.4)


def test_open_decisions_and_recent_verdicts_are_shown(company):
    view = overview_view(snapshot(company))

    assert [decision.decision_id for decision in view.decisions_due] == ["D1"]
    assert [(view.decision.decision_id, view.review.verdict) for view in view.outcomes] == [
        ("D2", "partial")
    ]


def test_never_more_than_twelve_common_kpis(database):
    submit_records(database, *(a_metric(f"m{k:02}", common_kpi=True) for k in range(20)))
    submit(database, ("metric_value", months_of([1.0], metric_id="m00")))

    assert len(overview_view(snapshot(database)).kpis) == COMMON_KPI_LIMIT


def test_an_empty_company_has_no_month_and_no_figure(database):
    view = overview_view(snapshot(database))

    assert view.month is None
    assert view.kpis == ()
    assert metric_pairs_view(snapshot(database)).cards == ()


def test_sources_hold_every_value_received_and_the_segments(company):
    submit(
        company,
        ("metric_value", months_of([90.0], metric_id="business", first=date(2026, 3, 1))),
        file_name="april.csv",
    )
    submit(company, ("metric_value", months_of([1.0], metric_id="business", segment="FR")))

    view = sources_view(snapshot(company), "business")

    assert [(row.value, row.file_name) for row in view.history[:2]] == [
        (90.0, "april.csv"),
        (80.0, "export.csv"),
    ]
    assert view.segments == ("", "FR")


def test_an_earlier_state_shows_the_figures_of_its_day(company):
    before = snapshot(company).version
    submit(
        company,
        ("metric_value", months_of([99.0], metric_id="business", first=date(2026, 3, 1))),
    )
    undone = uploads.undo(company, before + 1, author="product director")

    values = [
        overview_view(snapshot(company, version)).kpis[0].value
        for version in (before, before + 1, before + 2)
    ]

    assert values == [80.0, 99.0, 80.0]
    assert undone.is_undone
