"""Random paths: their memory, their surprises, and the conditions they are made to meet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lib.demo.noise import (
    MEMORY,
    Conditions,
    conditioned,
    generator,
    path_from,
    season_pattern,
    surprises_of,
)

SURPRISES = arrays(np.float64, 46, elements=st.floats(-4, 4))


@given(SURPRISES)
def test_surprises_can_be_read_back_from_a_path(surprises):
    assert surprises_of(path_from(surprises)) == pytest.approx(surprises, abs=1e-9)


@given(SURPRISES, st.floats(-3, 3), st.floats(-3, 3))
def test_a_conditioned_path_passes_through_its_values(surprises, first, second):
    conditions = Conditions(np.eye(46)[[12, 45]], np.array([first, second]))

    path = conditioned(path_from(surprises), conditions)

    assert path[[12, 45]] == pytest.approx([first, second], abs=1e-9)


def test_a_condition_moves_its_neighbours_less_and_the_far_months_not_at_all():
    still = np.zeros(46)

    moved = conditioned(still, Conditions(np.eye(46)[[20]], np.array([1.0])))

    assert moved[21] == pytest.approx(MEMORY)
    assert moved[19] == pytest.approx(MEMORY)
    assert abs(moved[35]) < 1e-5


def test_a_condition_on_a_sum_keeps_the_sum():
    weights = np.zeros((1, 46))
    weights[0, 36:39] = 1.0

    path = conditioned(np.zeros(46), Conditions(weights, np.array([2.5])))

    assert path[36:39].sum() == pytest.approx(2.5)


def test_each_metric_has_random_numbers_of_its_own():
    first, again, other = (generator(1, name).random(5) for name in ("gmv", "gmv", "mrr"))

    assert (first == again).all()
    assert (first != other).any()


def test_a_season_repeats_every_year_without_moving_the_level():
    pattern = season_pattern(np.random.default_rng(0), 48)

    assert pattern[:12] == pytest.approx(pattern[36:])
    assert pattern.mean() == pytest.approx(0, abs=1e-12)
    assert pattern.std() == pytest.approx(1)
