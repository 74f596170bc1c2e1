"""The positions of names and figures of rows, on wide and narrow charts."""

import pytest

from lib.charts.drawing.scale import text_width
from lib.charts.palette import PALETTES
from lib.charts.rows.layout import in_two_lines, row_layout
from lib.charts.rows.parts import Row

LONG = "Open split payment to every country we ship to, or to France first?"
SHORT = Row("Split payment", "€240k")
WORDY = Row("Photo search for every buyer", "+0.02 € · no visible change")


def test_on_a_phone_a_figure_goes_below_a_name_it_would_cut():
    layout = row_layout([SHORT, WORDY, SHORT], PALETTES["light"], compact=True)

    assert layout.note_height(0) == layout.name_heights(0)[0]
    assert layout.note_height(1) > layout.name_heights(1)[-1]
    assert layout.middle(1) > layout.note_height(1)
    assert layout.name_heights(2)[0] > layout.middle(1)


@pytest.mark.parametrize("compact", [True, False])
def test_a_long_name_takes_two_lines_and_loses_no_word(compact):
    layout = row_layout([Row(LONG, "as expected"), SHORT], PALETTES["light"], compact=compact)
    lines = layout.places[0].names

    assert " ".join(lines) == LONG
    assert len(lines) == len(layout.name_heights(0)) == 2
    assert all(text_width(line, layout.font) <= layout.name_width for line in lines)
    assert layout.name_heights(1)[0] > layout.name_heights(0)[-1]


def test_rows_follow_each_other_to_the_foot_of_the_chart():
    layout = row_layout([SHORT, WORDY], PALETTES["light"], compact=False)

    first, second = layout.places
    assert second.top == first.top + first.height
    assert layout.height >= second.top + second.height


def test_a_single_word_is_never_cut_into_lines():
    assert in_two_lines("Anticonstitutionnellement", 40, 14) == ("Anticonstitutionnellement",)
    assert in_two_lines("short name", 400, 14) == ("short name",)


def test_on_a_phone_no_upright_line_strikes_a_name_or_a_figure_through():
    layout = row_layout([SHORT, WORDY, Row(LONG, "met")], PALETTES["light"], compact=True)

    for at, (top, bottom) in enumerate(layout.line_spans()):
        assert top < layout.middle(at) < bottom
        last = max(*layout.name_heights(at), layout.note_height(at))
        assert top >= last + layout.font / 2
        assert bottom <= layout.places[at].top + layout.places[at].height


def test_on_a_wide_screen_upright_lines_run_from_the_scale_to_the_foot():
    layout = row_layout([SHORT, WORDY], PALETTES["light"], compact=False)

    ((top, bottom),) = layout.line_spans()
    assert top < layout.places[0].top + 1
    assert bottom == layout.height
