"""The roadmap of a small company, worked out by hand."""

from dataclasses import asdict, fields
from datetime import date

import pytest

from lib.domain.decisions import Decision, Review
from lib.domain.initiatives import Contribution, Effort, Initiative, Squad
from lib.domain.okrs import Objective
from lib.views.snapshot import snapshot
from lib.views.steering.riceo_board import riceo_board
from lib.views.steering.roadmap import RiceoRow, riceo_rows, roadmap_view
from tests.builders import a_metric, months_of, submit, submit_records


def an_initiative(initiative_id, **changes):
    return Initiative(
        **{
            "initiative_id": initiative_id,
            "status": "proposed",
            "squad_id": "S1",
            "product_metric_id": "product",
            "business_metric_id": "business",
            "reach": 500.0,
            "population": 1000.0,
            "impact": 1.0,
            "confidence": 0.8,
            "person_months": 4.0,
            **changes,
        }
    )


def serves(initiative_id, objective_id, share=1.0, key_result_id="KR1"):
    return Contribution(
        initiative_id=initiative_id,
        objective_id=objective_id,
        contribution=share,
        key_result_id=key_result_id,
    )


@pytest.fixture
def company(database):
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business"),
        Squad(squad_id="S1", name_fr="Commande", name_en="Checkout"),
        Squad(squad_id="S2", name_fr="Socle", name_en="Platform"),
        Objective(objective_id="O1", name_fr="Croître", name_en="Grow", weight=0.6, year=2026),
        Objective(objective_id="O2", name_fr="Servir", name_en="Serve", weight=0.4, year=2026),
        Objective(objective_id="OLD", name_fr="Hier", name_en="Past", weight=1.0, year=2024),
        an_initiative("A", planned_on=date(2026, 11, 20)),
        an_initiative("B", impact=2.0, planned_on=date(2027, 2, 1), squad_id="S2"),
        an_initiative("C", planned_on=date(2027, 6, 1)),
        an_initiative("D", impact=None),
        an_initiative("E", business_metric_id=None),
        serves("A", "O1"),
        serves("B", "O2", 0.5, None),
        serves("C", "OLD"),
        *(
            an_initiative(
                f"L{k}",
                status="shipped",
                planned_on=date(2026, 3, 2),
                launched_on=date(2026, 3, 2 + delay),
            )
            for k, delay in enumerate((0, 7, 14))
        ),
    )
    submit(database, ("metric_value", months_of([1.0] * 10, metric_id="product")))
    return database


def test_each_line_of_the_command_is_worked_out_by_hand(company):
    rows = {row.initiative: row for row in riceo_rows(snapshot(company))}

    # A: 50 % × 1 × 0.8 ÷ 4 = 10; O = 0.5 + 3 × 0.6 = 2.3, held at 2; 20
    assert (rows["A"].rice, rows["A"].o, rows["A"].riceo) == pytest.approx((10.0, 2.0, 20.0))
    # B: 50 × 2 × 0.8 ÷ 4 = 20; O = 0.5 + 3 × 0.4 × 0.5 = 1.1; 22
    assert (rows["B"].rice, rows["B"].o, rows["B"].riceo) == pytest.approx((20.0, 1.1, 22.0))
    # C serves last year's objective only
    assert (rows["C"].o, rows["C"].riceo, rows["C"].tier) == (0.0, 0.0, "no_objective")
    assert "D" not in rows
    assert "E" not in rows


def test_the_fields_are_those_of_the_command_and_add_up(company):
    rows = riceo_rows(snapshot(company))

    assert [field.name for field in fields(RiceoRow)] == [
        "initiative",
        "reach",
        "impact",
        "confidence",
        "effort",
        "rice",
        "o",
        "riceo",
        "tier",
        "p_top",
        "rank_low",
        "rank_high",
    ]
    for row in map(asdict, rows):
        rice = row["reach"] * row["impact"] * row["confidence"] / row["effort"]
        assert row["rice"] == pytest.approx(rice, abs=1e-9)
        assert row["riceo"] == pytest.approx(row["rice"] * row["o"], abs=1e-9)
        assert 0 <= row["p_top"] <= 1
        assert row["rank_low"] <= row["rank_high"]


def test_only_what_competes_for_the_same_decision_is_ranked_together(company):
    newest = snapshot(company)

    open_names = [row.initiative.initiative_id for row in riceo_board(newest, "candidates").rows]
    done_names = [row.initiative.initiative_id for row in riceo_board(newest, "delivered").rows]

    assert open_names == ["B", "A", "C"]  # 22, 20, and no objective last
    assert done_names == ["L0", "L1", "L2"]


def test_a_board_says_what_cannot_be_scored_and_what_would_flip_it(company):
    board = riceo_board(snapshot(company), "candidates")

    assert [(item.initiative.initiative_id, item.gaps) for item in board.unscored] == [
        ("D", ("impact",))
    ]
    assert (board.top, board.row("B").rank, board.row("unknown")) == (1, 1, None)
    assert (board.row("A").flip.enters, board.row("A").flip.other_id) == (True, "B")
    assert board.row("C").flip is None


def test_a_direct_contribution_without_key_result_counts_as_indirect_and_says_so(company):
    submit_records(company, serves("A", "O1", 1.0, None))

    row = riceo_board(snapshot(company), "candidates").row("A")

    # 0.5 + 3 × 0.6 × 0.5 = 1.4
    assert (row.factor, row.demoted) == (pytest.approx(1.4, abs=1e-9), ("O1",))


def test_other_weights_and_another_top_are_tried_without_touching_the_command(company):
    newest = snapshot(company)
    before = riceo_rows(newest)

    tried = riceo_board(newest, "candidates", weights=(0.0, 1.0), top=2)

    # A: 10 × 0.5 = 5; B: 20 × (0.5 + 3 × 0.5) = 40
    assert tried.row("A").riceo == pytest.approx(5.0, abs=1e-9)
    assert tried.row("B").riceo == pytest.approx(40.0, abs=1e-9)
    assert (tried.top, tried.row("A").p_top) == (2, 1.0)
    assert riceo_rows(newest) == before


def test_planned_initiatives_are_grouped_by_quarter_and_main_objective(company):
    submit_records(company, an_initiative("F", status="in_progress", planned_on=date(2028, 1, 1)))

    view = roadmap_view(snapshot(company))
    placed = {item.initiative.initiative_id: item for item in view.work}

    # data end in October 2026: the quarter at hand is Q4 2026
    assert view.quarter == "2026-Q4"
    assert {name: item.horizon for name, item in placed.items()} == {
        "A": "now",
        "B": "next",
        "C": "later",
        "D": "later",
        "F": "now",
    }
    assert (placed["A"].objective_id, placed["C"].objective_id) == ("O1", "")
    assert view.draft_count == 1


def test_launch_range_uses_the_squad_or_all_squads_with_too_few_launches(company):
    work = {item.initiative.initiative_id: item for item in roadmap_view(snapshot(company)).work}

    # the squad's three delays are 0, 7 and 14 days: they cover (3 + 1 − 2) ÷ 4 = one half
    squad_range = work["A"].expected
    assert (squad_range.earliest, squad_range.latest) == (date(2026, 11, 20), date(2026, 12, 4))
    assert (squad_range.coverage, work["A"].by_company) == (0.5, False)
    assert work["B"].by_company
    assert work["D"].expected is None


def test_capacity_follows_the_launches_of_the_year_where_no_effort_is_reported(company):
    submit_records(company, serves("L0", "O1"), serves("L0", "O2", 0.5), serves("L1", "O2"))

    lines = roadmap_view(snapshot(company)).capacity

    # 12 person-months: L0 4 split 2 : 1, L1 4 to O2, L2 4 to none
    assert [item.objective and item.objective.objective_id for item in lines] == ["O1", "O2", None]
    assert [item.spent for item in lines] == pytest.approx([8 / 36, 16 / 36, 12 / 36], abs=1e-9)
    # not launched: A 4 to O1, B 4 to O2, C 4 elsewhere, D 4 to none
    assert [item.planned for item in lines] == pytest.approx([0.25, 0.25, 0.5], abs=1e-9)


def test_capacity_follows_the_effort_that_squads_report(company):
    submit_records(
        company,
        Effort(
            squad_id="S1",
            period=date(2026, 5, 1),
            work_kind="build",
            objective_id="O1",
            person_months=3.0,
        ),
        Effort(squad_id="S1", period=date(2026, 5, 1), work_kind="repair", person_months=1.0),
        Effort(
            squad_id="S1",
            period=date(2025, 5, 1),
            work_kind="build",
            objective_id="O2",
            person_months=99.0,
        ),
    )

    view = roadmap_view(snapshot(company))

    assert view.effort_reported
    assert [item.spent for item in view.capacity] == pytest.approx([0.75, 0.0, 0.25], abs=1e-9)


def test_scores_and_outcomes_are_compared_from_five_reviews_on(company):
    def reviewed(count):
        names = [f"R{k}" for k in range(count)]
        submit_records(
            company,
            *(an_initiative(n, status="shipped", impact=k + 1.0) for k, n in enumerate(names)),
            *(serves(name, "O1") for name in names),
            *(Decision(decision_id=n, status="decided", initiative_id=n) for n in names),
            *(
                Review(decision_id=n, reviewed_on=date(2026, 9, 1), verdict="met", actual=10.0 * k)
                for k, n in enumerate(names)
            ),
        )
        return roadmap_view(snapshot(company)).scoring_backtest

    few, enough = reviewed(4), reviewed(5)

    assert (len(few.outcomes), few.correlation) == (4, None)
    assert enough.correlation == pytest.approx(1.0)


def test_an_empty_company_has_nothing_to_rank(database):
    view = roadmap_view(snapshot(database))
    board = riceo_board(snapshot(database), "candidates")

    assert (view.work, view.capacity, view.quarter) == ((), (), None)
    assert (board.rows, board.regret, board.weight_flip) == ((), None, None)
    assert riceo_rows(snapshot(database)) == ()


def test_a_company_without_objective_ranks_nothing_and_says_why(database):
    submit_records(database, a_metric("product"), a_metric("business"), an_initiative("A"))

    rows = riceo_rows(snapshot(database))

    assert [(row.tier, row.p_top, row.rank_low) for row in rows] == [("no_objective", 0.0, 1)]


def test_five_hundred_initiatives_are_ranked(database):
    submit_records(
        database,
        a_metric("product"),
        a_metric("business"),
        Objective(objective_id="O1", weight=1.0, year=2026),
        *(an_initiative(f"I{k:03}", reach=1.0 + k) for k in range(500)),
        *(serves(f"I{k:03}", "O1", 0.5) for k in range(500)),
    )

    board = riceo_board(snapshot(database), "candidates")

    assert len(board.rows) == 500
    assert board.rows[0].initiative.initiative_id == "I499"
    assert sum(row.p_top for row in board.rows) == pytest.approx(8.0)
