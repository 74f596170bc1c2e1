from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.okrs import KeyResult, grade, pace_state, progress, weighted_grade


def a_key_result(**changes):
    return KeyResult(
        **{
            "key_result_id": "KR1.1",
            "quarter": "2026-Q4",
            "objective_id": "O1",
            "kind": "aspirational",
            "start_value": 2.35,
            "target_value": 2.75,
            "starts_on": date(2025, 12, 31),
            **changes,
        }
    )


def test_a_grade_is_the_share_of_the_way_gone():
    # (2.62 - 2.35) / (2.75 - 2.35) = 0.27 / 0.40
    assert grade(2.35, 2.75, 2.62) == pytest.approx(0.675, abs=1e-9)


def test_a_falling_target_is_graded_alike():
    # (2.5 - 3.2) / (2.2 - 3.2) = 0.7
    assert grade(3.2, 2.2, 2.5) == pytest.approx(0.7, abs=1e-9)


@pytest.mark.parametrize(("start", "target", "actual"), [(1, 1, 1), (1, 2, None)])
def test_no_way_or_no_value_gives_no_grade(start, target, actual):
    assert grade(start, target, actual) is None


def test_pace_compares_the_grade_with_the_time_gone():
    # ten months of twelve gone: 0.675 / (10 / 12) = 0.81
    result = progress(a_key_result(), 2.62, date(2026, 10, 1))

    assert result.elapsed == pytest.approx(10 / 12, abs=1e-9)
    assert result.pace == pytest.approx(0.81, abs=1e-9)
    assert result.state == "on_pace"


@pytest.mark.parametrize(
    ("kind", "pace", "state"),
    [
        ("committed", 0.95, "on_pace"),
        ("committed", 0.94, "watch"),
        ("committed", 0.80, "watch"),
        ("committed", 0.79, "off_pace"),
        ("aspirational", 0.70, "on_pace"),
        ("aspirational", 0.40, "watch"),
        ("aspirational", 0.39, "off_pace"),
        ("committed", None, "no_data"),
    ],
)
def test_committed_and_aspirational_are_judged_apart(kind, pace, state):
    assert pace_state(kind, pace) == state


def test_a_key_result_without_a_start_day_counts_its_own_quarter():
    result = progress(a_key_result(starts_on=None), 2.55, date(2026, 10, 1))

    assert result.elapsed == pytest.approx(1 / 3)


def test_a_month_before_the_start_has_no_pace():
    result = progress(a_key_result(), 2.35, date(2025, 12, 1))

    assert result.pace is None
    assert result.state == "no_data"


def test_an_objective_is_the_weighted_mean_of_its_key_results():
    assert weighted_grade([(1.0, 3.0), (0.5, 1.0)]) == pytest.approx(0.875)
    assert weighted_grade([(1.0, None), (0.5, 1.0)]) == pytest.approx(0.75)
    assert weighted_grade([(None, 1.0)]) is None


@given(
    start=st.floats(-1e6, 1e6),
    target=st.floats(-1e6, 1e6),
    actual=st.floats(-1e6, 1e6),
)
def test_a_grade_stays_between_zero_and_one(start, target, actual):
    value = grade(start, target, actual)

    assert value is None or 0 <= value <= 1
