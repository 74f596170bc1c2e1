"""Objectives of a quarter: grades, pace and weights, worked out by hand."""

from datetime import date

import pytest

from lib.views.committee.objectives import objectives_view, okr_quarters
from lib.views.committee.overview import overview_view
from lib.views.snapshot import snapshot
from tests.okr_builders import a_check_in, a_key_result, a_squad, an_objective, load_snapshot

CLOSE = {"abs": 1e-9}


@pytest.fixture
def worked(database):
    """Give two objectives whose grades are worked out below.

    O1, weight 0.6: K1 committed, weight 0.7, from 2 to 12, at 8; K2 aspirational, weight 0.3,
    from 40 down to 20, at 35. O2, weight 0.4: K3 committed, weight 1, from 0 to 100, at 90.
    """
    return load_snapshot(
        database,
        an_objective("O1", weight=0.6),
        an_objective("O2", weight=0.4),
        a_key_result("K1", start_value=2.0, target_value=12.0, weight=0.7),
        a_key_result("K2", kind="aspirational", start_value=40.0, target_value=20.0, weight=0.3),
        a_key_result("K3", objective_id="O2", target_value=100.0, weight=1.0),
        a_check_in("K1", value=8.0, confidence=7),
        a_check_in("K2", value=35.0),
        a_check_in("K3", value=90.0),
    )


def test_grade_and_pace_are_those_worked_out_by_hand(worked):
    first, second, third = (line.pace.progress for line in objectives_view(worked).lines)

    # January to October is 10 of the 12 months from December to December: 10 / 12 gone
    assert first.grade == pytest.approx((8 - 2) / (12 - 2), **CLOSE)  # 0.6
    assert first.pace == pytest.approx(0.6 / (10 / 12), **CLOSE)  # 0.72: below 0.80
    assert first.state == "off_pace"
    assert second.grade == pytest.approx((35 - 40) / (20 - 40), **CLOSE)  # 0.25, a falling target
    assert second.pace == pytest.approx(0.25 * 12 / 10, **CLOSE)  # 0.3: below 0.40
    assert second.state == "off_pace"
    assert third.grade == pytest.approx(0.9, **CLOSE)
    assert third.pace == pytest.approx(1.08, **CLOSE)
    assert third.state == "on_pace"


def test_committed_and_aspirational_are_graded_apart(worked):
    first = objectives_view(worked).objectives[0]

    assert first.committed == pytest.approx(0.6, **CLOSE)
    assert first.aspirational == pytest.approx(0.25, **CLOSE)
    assert first.grade == pytest.approx(0.7 * 0.6 + 0.3 * 0.25, **CLOSE)  # 0.495


def test_the_company_grade_weighs_objective_times_key_result(worked):
    view = objectives_view(worked)

    # committed: K1 weighs 0.6 × 0.7 = 0.42, K3 weighs 0.4 × 1 = 0.40
    assert view.company_grade("committed") == pytest.approx(
        (0.42 * 0.6 + 0.40 * 0.9) / 0.82, **CLOSE
    )
    assert view.company_grade("aspirational") == pytest.approx(0.25, **CLOSE)


def test_filters_keep_what_answers_and_regrade_it(worked):
    view = objectives_view(worked)

    by_state = view.chosen(state="on_pace")
    by_objective = view.chosen(objective_id="O1")

    assert [line.objective.objective_id for line in by_state] == ["O2"]
    assert [line.key_result.key_result_id for line in by_objective[0].lines] == ["K1", "K2"]
    assert view.chosen(objective_id="O1", state="on_pace") == ()


def test_a_squad_keeps_the_key_results_it_answers_for(database):
    view = objectives_view(
        load_snapshot(
            database,
            a_squad(),
            an_objective(),
            a_key_result("K1", squad_id="S1"),
            a_key_result("K2"),
        )
    )

    filtered = view.chosen(squad_id="S1")

    assert [line.key_result.key_result_id for line in filtered[0].lines] == ["K1"]


def test_an_objective_without_key_result_is_shown_not_hidden(database):
    view = objectives_view(
        load_snapshot(
            database, an_objective("O1"), an_objective("O2"), a_key_result(), a_check_in()
        )
    )

    assert [len(line.lines) for line in view.objectives] == [1, 0]
    assert [len(line.lines) for line in view.chosen()] == [1, 0]


def test_without_any_data_there_is_no_quarter(database):
    view = objectives_view(load_snapshot(database))

    assert (view.quarter, view.month, view.objectives) == ("", None, ())
    assert view.company_grade("committed") is None


def test_the_current_quarter_is_the_last_one_begun(database):
    quarters = okr_quarters(
        load_snapshot(
            database,
            an_objective(),
            *(a_key_result(quarter=f"2026-Q{n}") for n in (2, 3, 4)),
            a_check_in(period=date(2026, 8, 1)),
        )
    )

    assert quarters.options == ("2026-Q4", "2026-Q3", "2026-Q2")
    assert quarters.default == "2026-Q3"


def test_a_quarter_that_has_not_begun_has_no_value_and_no_month(database):
    view = objectives_view(
        load_snapshot(
            database,
            an_objective(),
            a_key_result(quarter="2027-Q1"),
            a_check_in(period=date(2026, 10, 1)),
        ),
        "2027-Q1",
    )

    assert view.month is None
    assert view.lines[0].pace.progress.state == "no_data"
    assert view.lines[0].outlook.state == "not_started"


def test_a_past_quarter_is_graded_at_its_end_and_forgets_what_came_after(database):
    view = objectives_view(
        load_snapshot(
            database,
            an_objective(),
            a_key_result(quarter="2026-Q3"),
            a_check_in(period=date(2026, 9, 1), value=9.0),
            a_check_in(period=date(2026, 10, 1), value=3.0),
        ),
        "2026-Q3",
    )

    assert view.month == date(2026, 9, 1)
    assert view.lines[0].pace.progress.grade == pytest.approx(0.9, **CLOSE)
    assert view.lines[0].pace.progress.pace == pytest.approx(0.9, **CLOSE)  # all the time is gone
    assert view.lines[0].outlook.state == "ended"


def test_the_figures_are_those_of_the_overview(demo):
    taken = snapshot(demo)

    overview = {
        pace.key_result.key_result_id: pace.progress
        for objective in overview_view(taken).objectives
        for pace in objective.key_results
    }

    assert overview == {
        line.key_result.key_result_id: line.pace.progress for line in objectives_view(taken).lines
    }


# Quarter by quarter, then of the year: grade, pace and state as the company tells them.
EXPECTED = {
    "KR1.1": ((0.80, 0.85, 0.83), 0.68, 0.81, "on_pace"),
    "KR1.2": ((1.0, 1.0, 1.0), 0.97, 1.17, "on_pace"),
    "KR1.3": ((0.33, 0.64, 0.59), 0.47, 0.56, "watch"),
    "KR2.1": ((0.14, 0.0, 0.16), 0.23, 0.27, "off_pace"),
    "KR2.2": ((0.84, 0.84, 0.86), 0.75, 0.90, "watch"),
    "KR2.3": ((1.0, 0.0, 0.75), 0.17, 0.20, "off_pace"),
    "KR3.1": ((1.0, 1.0, 1.0), 0.82, 0.98, "on_pace"),
    "KR3.2": ((1.0, 1.0, 0.87), 0.70, 0.84, "watch"),
    "KR3.3": ((0.84, 0.92, 0.67), 0.53, 0.64, "off_pace"),
    "KR4.1": ((1.0, 1.0, 0.98), 0.78, 0.93, "watch"),
    "KR4.2": ((1.0, 1.0, 0.95), 0.75, 0.90, "on_pace"),
    "KR4.3": ((1.0, 1.0, 1.0), 0.94, 1.13, "on_pace"),
}


def test_demo_company_has_twelve_key_results(demo):
    taken = snapshot(demo)
    past = [
        {line.key_result.key_result_id: line for line in objectives_view(taken, quarter).lines}
        for quarter in ("2026-Q1", "2026-Q2", "2026-Q3")
    ]
    now = {line.key_result.key_result_id: line for line in objectives_view(taken).lines}

    assert now.keys() == EXPECTED.keys()
    for name, (grades, grade, pace, state) in EXPECTED.items():
        progress = now[name].pace.progress
        count = [lines[name].pace.progress.grade for lines in past]
        assert count == pytest.approx(grades, abs=0.0051), name
        assert progress.grade == pytest.approx(grade, abs=0.0051), name
        assert progress.pace == pytest.approx(pace, abs=0.0051), name
        assert progress.state == state, name


def test_demo_has_a_late_collapse_of_confidence(demo):
    line = next(
        line
        for line in objectives_view(snapshot(demo)).lines
        if line.key_result.key_result_id == "KR3.3"
    )

    assert line.slide is not None
    assert (line.slide.before, line.slide.after) == (8, 4)
    assert len(line.falls) == 2
