"""Graduations, calendar and labels of gaps."""

import pytest

from lib.charts.drawing.axes import (
    CROSS,
    calendar_height,
    calendar_labels,
    grid,
    left_margin,
    missing_labels,
    tick_labels,
)
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.panels import place_panel
from lib.i18n.translate import locale
from tests.charts.gallery import a_series

FULL = ChartContext(LARGE, "light", locale("fr"))
CARD = ChartContext(WALL, "light", locale("fr"))


def panel_of(series, context=FULL):
    window = window_of([series], [], most=25)
    return place_panel(series, window, context, top=40)


def test_graduations_are_written_as_their_reader_writes_them():
    panel = panel_of(a_series([30.0 + k for k in range(30)]))

    texts = [text.t for text in tick_labels(panel, FULL)]

    assert texts == ["30\u202f%", "40\u202f%", "50\u202f%", "60\u202f%"]


def test_the_left_margin_grows_with_the_labels():
    few, many = panel_of(a_series([1.0, 2.0])), panel_of(a_series([1.0, 9e14], unit="s"))

    assert left_margin([few], FULL) < left_margin([few, many], FULL)


def test_the_zero_line_is_drawn_where_zero_is_shown():
    near = grid(panel_of(a_series([1.0, 20.0])), FULL)
    far = grid(panel_of(a_series([91.0, 95.0], targets=(92.0, 92.0))), FULL)

    assert any(line.c == FULL.palette.muted for line in near)
    assert all(line.c != FULL.palette.muted for line in far)


def test_years_stand_out_among_quarters_and_alone_on_cards():
    series = a_series([1.0 + k for k in range(25)])

    upright = [line for line in grid(panel_of(series), FULL) if line.x == line.x2]
    small = [line for line in grid(panel_of(series, CARD), CARD) if line.x == line.x2]

    assert [line.x for line in upright] == [3, 6, 9, 12, 15, 18, 21, 24]
    assert [line.x for line in small] == [12, 24]
    assert {line.c for line in small} == {FULL.palette.year}


def test_quarters_and_years_stand_under_the_lower_panel():
    window = panel_of(a_series([1.0] * 24)).window

    texts = [text.t for text in calendar_labels(window, 200, FULL)]

    assert texts == ["T1", "T2", "T3", "T4"] * 2 + ["2023", "2024"]


def test_a_card_names_years_only_and_is_less_high():
    window = panel_of(a_series([1.0] * 24)).window

    assert [text.t for text in calendar_labels(window, 200, CARD)] == ["2023", "2024"]
    assert calendar_height(window, CARD) < calendar_height(window, FULL)


def test_few_months_are_named_one_by_one():
    window = panel_of(a_series([1.0] * 6)).window

    texts = [text.t for text in calendar_labels(window, 200, FULL)]

    assert texts == ["janv.", "févr.", "mars", "avr.", "mai", "juin", "2023"]


@pytest.mark.parametrize(("context", "short"), [(FULL, "n.d."), (CARD, CROSS)])
def test_a_gap_is_marked_and_a_long_one_is_named(context, short):
    values = [None] * 12 + [1.0] * 5 + [None] + [1.0] * 7

    texts = [text.t for text in missing_labels(panel_of(a_series(values), context), context)]

    assert texts == ["sans donnée", short]


def test_months_added_to_a_short_series_are_no_gap():
    assert missing_labels(panel_of(a_series([1.0])), FULL) == []
