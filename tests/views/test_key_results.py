"""Confidence month by month: falls are named, and grades against the first target kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.periods import add_months
from lib.views.committee.key_results import confidence_falls, confidence_slide
from lib.views.committee.objectives import objectives_view
from tests.okr_builders import a_check_in, a_key_result, an_objective, load_snapshot


def path(*values):
    return tuple(
        a_check_in(period=add_months(date(2026, 1, 1), k), confidence=value)
        for k, value in enumerate(values)
    )


def test_fall_of_two_points_between_months_is_reported():
    falls = confidence_falls(path(7, 7, 5, 5))

    assert [(fall.since.month, fall.before, fall.until.month, fall.after) for fall in falls] == [
        (2, 7, 3, 5)
    ]


def test_fall_of_one_point_is_not_reported():
    assert confidence_falls(path(7, 6, 5)) == ()


def test_slow_slide_starts_at_the_last_high():
    slide = confidence_slide(path(6, 8, 8, 7, 6, 5))

    assert slide is not None
    assert (slide.since.month, slide.before, slide.until.month, slide.after) == (3, 8, 6, 5)


def test_month_without_confidence_is_skipped():
    falls = confidence_falls(path(8, None, 6))

    assert [(fall.since.month, fall.until.month) for fall in falls] == [(1, 3)]


def test_without_confidence_nothing_falls():
    assert confidence_falls(()) == ()
    assert confidence_slide(path(None, None)) is None


@given(st.lists(st.integers(1, 10), max_size=12))
def test_slide_is_never_smaller_than_its_last_fall(values):
    check_ins = path(*values)
    slide, falls = confidence_slide(check_ins), confidence_falls(check_ins)

    if falls and falls[-1].until == check_ins[-1].period:
        assert slide is not None
        assert slide.before - slide.after >= falls[-1].before - falls[-1].after


def test_a_changed_target_leaves_the_grade_against_the_first_one(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=date(2026, 9, 1))
    load_snapshot(database, a_check_in(value=4.0))

    line = objectives_view(
        load_snapshot(database, a_key_result(target_value=8.0), received_on=date(2026, 10, 12))
    ).lines[0]

    assert line.pace.progress.grade == pytest.approx(4 / 8, abs=1e-9)
    assert line.grade_at_first_target == pytest.approx(4 / 10, abs=1e-9)


def test_without_a_change_there_is_one_grade(database):
    line = objectives_view(
        load_snapshot(database, an_objective(), a_key_result(), a_check_in())
    ).lines[0]

    assert line.changes == ()
    assert line.grade_at_first_target is None
