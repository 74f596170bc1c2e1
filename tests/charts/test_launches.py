"""Launches: numbers in a lane, connectors that lean by the declared lag."""

from datetime import date

import pytest

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.launches import (
    Lane,
    badges,
    expected_lines,
    lag_labels,
    lag_texts,
    lane_rows,
    names,
    place_flags,
    small_numbers,
    solid_lines,
)
from lib.charts.palette import PALETTES
from lib.i18n.translate import locale
from tests.charts.gallery import a_launch, a_series

FRENCH = ChartContext(LARGE, "light", locale("fr"))
SMALL = ChartContext(WALL, "dark", locale("en"))
PLOT = 500.0


def flags_of(launches, context=FRENCH):
    window = window_of([a_series([1.0] * 46)], [], most=25)
    return place_flags(tuple(launches), window, context, plot=PLOT)


def lane_of(flags, lag=2):
    return Lane(
        flags=flags,
        top=20,
        row_height=26,
        panel_bottom=200,
        business_top=240,
        expected_top=262,
        business_bottom=400,
        months=25,
        lag=lag,
    )


def test_launches_far_apart_share_the_first_row():
    flags = flags_of([a_launch(1, date(2025, 2, 3)), a_launch(2, date(2026, 2, 3))])

    assert [flag.row for flag in flags] == [0, 0]
    assert lane_rows(flags) == 1


def test_launches_close_together_take_separate_rows():
    flags = flags_of([a_launch(k, date(2025, 2, k)) for k in (1, 2, 3)])

    assert [flag.row for flag in flags] == [0, 1, 2]
    assert all(flag.name for flag in flags)


def test_names_leave_the_lane_when_it_is_too_small_for_them():
    flags = flags_of([a_launch(k, date(2025, 1 + k, 1)) for k in range(1, 9)])

    assert {flag.name for flag in flags} == {""}
    assert lane_rows(flags) <= 4


def test_even_a_hundred_launches_a_day_are_placed():
    flags = flags_of([a_launch(k, date(2025, 2, 1)) for k in range(100)])

    assert len(flags) == 100


def test_a_name_at_the_right_edge_is_written_on_the_left():
    (flag,) = flags_of([a_launch(1, date(2026, 10, 20))])

    (text,) = names(lane_of((flag,)), FRENCH)

    assert flag.leftward
    assert text.a == "right"
    assert text.dx < 0


def test_small_charts_write_numbers_only():
    flags = flags_of([a_launch(7, date(2026, 1, 1))], SMALL)

    (number,) = small_numbers(lane_of(flags), SMALL)

    assert number.t == "7"
    assert names(lane_of(flags), SMALL) == []


def test_the_connector_leans_by_the_lag():
    flags = flags_of([a_launch(1, date(2025, 2, 1))])

    _, leaning = solid_lines(lane_of(flags), PALETTES["light"])

    assert leaning.x2 - leaning.x == pytest.approx(2)
    assert (leaning.y, leaning.y2) == (200, 240)


def test_a_connector_beyond_the_calendar_stops_at_its_edge_with_its_slope():
    flags = flags_of([a_launch(1, date(2026, 10, 1))])

    _, leaning = solid_lines(lane_of(flags), PALETTES["light"])

    assert leaning.x2 == 25
    assert leaning.y2 == pytest.approx(220)
    assert expected_lines(lane_of(flags), "#000000", 1) == []


def test_without_lag_the_line_is_upright():
    flags = flags_of([a_launch(1, date(2025, 2, 1))])

    _, leaning = solid_lines(lane_of(flags, lag=0), PALETTES["light"])

    assert leaning.x == leaning.x2


def test_each_disc_tells_the_name_of_its_launch():
    flags = flags_of([a_launch(3, date(2025, 2, 1), "Accueil guidé")])

    (row,) = badges(lane_of(flags), FRENCH)

    assert (row["t"], row["d"]) == ("3", "Accueil guidé")


def test_the_expectation_is_written_in_full_where_it_fits():
    apart = flags_of([a_launch(1, date(2025, 2, 1)), a_launch(2, date(2026, 2, 1))])
    close = flags_of([a_launch(1, date(2025, 2, 1)), a_launch(2, date(2025, 6, 1))])

    wide = lag_labels(lane_of(apart), FRENCH, plot=PLOT)
    narrow = lag_labels(lane_of(close), FRENCH, plot=PLOT)

    assert wide[0].t == "effet attendu\u00a0: +2 mois"
    assert narrow[0].t == "+2 mois"


def test_long_lags_are_named_once():
    flags = flags_of([a_launch(k, date(2025, 2 * k, 1)) for k in (1, 2, 3)])

    labels = lag_labels(lane_of(flags, lag=12), FRENCH, plot=PLOT)

    assert len(labels) == 1


@pytest.mark.parametrize(
    ("lag", "short"), [(0, "same month"), (1, "+1 month"), (2, "+2 months"), (12, "+12 months")]
)
def test_the_lag_is_counted_in_words(lag, short):
    assert lag_texts(lag, locale("en")) == (f"expected effect: {short}", short)
