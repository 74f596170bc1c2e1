"""Months drawn, and series set on them."""

from datetime import date

import pytest

from lib.charts.drawing.window import last_known, launches_within, on_window, runs, window_of
from lib.domain.periods import month_range
from tests.charts.gallery import a_band, a_launch, a_series


def window_for(values, most=25, band=None):
    return window_of([a_series(values)], [band], most=most)


def test_the_window_ends_with_the_latest_months():
    window = window_for([1.0] * 46)

    assert len(window) == 25
    assert window.months[-1] == date(2026, 10, 1)


def test_the_window_of_a_short_series_has_six_months():
    window = window_for([1.0])

    assert len(window) == 6
    assert window.known_from == 5


def test_a_forecast_prolongs_the_window():
    window = window_for([1.0] * 46, band=a_band())

    assert window.months[-1] == date(2026, 12, 1)


def test_no_month_gives_no_window():
    assert window_for([]) is None


def test_two_series_of_different_months_share_one_calendar():
    late = a_series([5.0, 6.0], months=month_range(date(2024, 1, 1), date(2024, 2, 1)))
    both = window_of([a_series([1.0] * 12), late], [], most=25)

    placed = on_window(late, both)

    assert len(both) == 14
    assert placed.values == (*[None] * 12, 5.0, 6.0)


def test_what_is_not_a_number_is_missing():
    series = a_series([1.0, float("nan"), float("inf"), 2.0, None, 3.0])

    placed = on_window(series, window_of([series], [], most=25))

    assert placed.values == (1.0, None, None, 2.0, None, 3.0)


@pytest.mark.parametrize(
    ("day", "position"), [(date(2023, 1, 1), 0), (date(2023, 2, 15), 1.5), (date(2022, 12, 1), -1)]
)
def test_a_day_stands_within_its_month(day, position):
    window = window_for([1.0] * 12)

    assert window.position(day) == position


def test_launches_outside_the_window_are_left_out_and_the_others_sorted():
    window = window_for([1.0] * 12)
    days = [date(2024, 5, 1), date(2023, 9, 3), date(2022, 12, 31), date(2023, 2, 1)]

    inside = launches_within([a_launch(k, day) for k, day in enumerate(days)], window)

    assert [launch.number for launch in inside] == [3, 1]


def test_runs_gather_equal_neighbours():
    stretches = [(run.start, run.end, run.value) for run in runs([1.0, 1.0, None, None, 2.0])]

    assert stretches == [(0, 2, 1.0), (2, 4, None), (4, 5, 2.0)]


def test_the_last_value_is_the_latest_that_is_known():
    assert last_known([None, 1.0, None]) == 1
    assert last_known([None, None]) is None
