"""Domains, graduations and texts that keep apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts.drawing.scale import fit_scale, keep_apart, round_ticks, text_width

VALUES = st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=30)


def scale_of(values, **changes):
    return fit_scale(values, **{"zero": False, "top": 20, "bottom": 120, "ticks": 4, **changes})


@given(VALUES, st.booleans())
def test_every_value_is_inside_its_panel(values, zero):
    scale = scale_of(values, zero=zero)

    heights = [scale.pixel(value) for value in values]

    assert all(20 <= height <= 120 for height in heights)


@given(VALUES)
def test_a_scale_of_columns_holds_zero(values):
    scale = scale_of(values, zero=True)

    assert scale.low <= 0 <= scale.high
    assert not scale.truncated


@given(VALUES, st.integers(1, 6))
def test_graduations_stand_inside_and_are_few(values, count):
    scale = scale_of(values, ticks=count)

    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)
    assert len(scale.ticks) <= 2 * count + 2


@pytest.mark.parametrize(
    ("low", "high", "count", "ticks"),
    [
        (0, 350, 4, (0, 100, 200, 300)),
        (30, 48, 4, (30, 35, 40, 45)),
        (99.1, 100, 2, (99.5, 100.0)),
        (0, 0, 4, ()),
        (0, 5e-324, 4, ()),
    ],
)
def test_graduations_are_round(low, high, count, ticks):
    assert round_ticks(low, high, count) == ticks


def test_a_percentage_does_not_exceed_its_ceiling():
    scale = scale_of([97.0, 99.9], ceiling=100.0)

    assert scale.high == 100.0


def test_a_level_far_from_zero_is_truncated_and_a_near_one_is_not():
    assert scale_of([40.0, 50.0]).truncated
    assert not scale_of([2.0, 50.0]).truncated


def test_a_scale_without_values_has_no_graduation():
    assert scale_of([None, None]).ticks == ()


@given(st.lists(st.floats(0, 300), max_size=6))
def test_texts_keep_apart_in_their_order(wanted):
    placed = keep_apart(wanted, 16, 0, 300)
    in_order = sorted(placed)

    gaps = [after - before for before, after in pairwise(in_order)]

    assert all(gap >= 15.8 for gap in gaps)
    assert sorted(range(len(wanted)), key=lambda k: (wanted[k], k)) == sorted(
        range(len(placed)), key=lambda k: placed[k]
    )


def test_texts_that_are_apart_stay_where_they_are():
    assert keep_apart([10, 200, 100], 16, 0, 300) == [10, 200, 100]


def test_bold_texts_are_wider():
    assert text_width("Cible", 12, bold=True) > text_width("Cible", 12) > 0
