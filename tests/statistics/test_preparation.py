"""What is taken out of a series is taken out, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lib.statistics.pairs.preparation import prepare
from lib.statistics.preparation import (
    as_series,
    calendar,
    fill_gaps,
    is_multiplicative,
    jumps,
    memory_of,
    residuals,
    returns_to_its_line,
    season_p_value,
    soften_jumps,
    without_memory,
)
from tests.calibration.simulation import UNRELATED, wandering, yearly_pattern

NAN = float("nan")


def test_infinities_are_missing_and_the_given_array_is_left_alone():
    given_values = np.array([1.0, np.inf, -np.inf])
    assert np.isnan(as_series(given_values)[1:]).all()
    assert np.isinf(given_values[1:]).all()


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ([1.0, NAN, 3.0], [1.0, 2.0, 3.0]),
        ([1.0, NAN, NAN, 4.0], [1.0, 2.0, 3.0, 4.0]),
        ([1.0, NAN, NAN, NAN, 5.0], [1.0, NAN, NAN, NAN, 5.0]),
        ([NAN, 1.0, NAN], [NAN, 1.0, NAN]),
        ([], []),
    ],
)
def test_short_inner_gaps_are_filled_in_a_straight_line(values, filled):
    assert fill_gaps(np.array(values)) == pytest.approx(np.array(filled), nan_ok=True)


def test_growth_by_shares_asks_for_logs_and_other_series_do_not():
    rng = np.random.default_rng(1)
    months = np.arange(60)
    assert is_multiplicative(np.exp(0.05 * months + 0.1 * rng.standard_normal(60)))
    assert not is_multiplicative(10 + months + 2 * rng.standard_normal(60))
    assert not is_multiplicative(np.exp(0.05 * months) - 5)
    assert not is_multiplicative(100 + rng.standard_normal(60))


def test_a_season_is_distinguished_from_noise():
    rng = np.random.default_rng(2)
    position = np.arange(1, 48)
    seasonal = np.diff(yearly_pattern(rng, 48, 3.0) + rng.standard_normal(48))
    assert season_p_value(seasonal, position, 12) < 0.001
    noise = [season_p_value(rng.standard_normal(47), position, 12) for _ in range(200)]
    assert 0.1 <= np.mean(np.array(noise) < 0.2) <= 0.3
    assert season_p_value(seasonal[:15], position[:15], 12) == 1.0
    assert season_p_value(seasonal, position, 1) == 1.0


def test_residuals_forget_the_design_and_keep_the_holes():
    design = calendar(np.arange(36), 12, months=True, line=True)
    values = design @ np.arange(13.0)
    values[5] = np.nan
    left = residuals(design, values)
    assert np.isnan(left[5])
    assert np.nanmax(np.abs(left)) < 1e-9


@given(arrays(float, st.integers(5, 40), elements=st.floats(-1e6, 1e6)))
def test_softened_series_never_leave_the_ordinary_range(values):
    soft = soften_jumps(values)
    middle = np.median(values)
    spread = 1.4826 * np.median(np.abs(values - middle)) or values.std() or 1.0
    assert (np.abs(soft - middle) <= 2.5 * spread * (1 + 1e-9) + 1e-6).all()


def test_a_wild_month_counts_for_nothing_and_an_ordinary_one_in_full():
    values = np.concatenate([np.random.default_rng(3).standard_normal(40), [50.0]])
    soft = soften_jumps(values)
    assert soft[-1] == pytest.approx(np.median(values))
    assert jumps(values)[-1]
    ordinary = np.abs(values - np.median(values)) < 2
    assert soft[ordinary] == pytest.approx(values[ordinary])


def test_memory_is_found_and_taken_out():
    values = wandering(np.random.default_rng(4), 400, 0.7)
    coefficients = memory_of(values, 3)
    assert coefficients[0] == pytest.approx(0.7, abs=0.12)
    left = without_memory(values, coefficients)
    assert len(left) == 400 - len(coefficients)
    assert abs(np.corrcoef(left[1:], left[:-1])[0, 1]) < 0.12
    assert len(memory_of(values[:7], 2)) == 0


def test_a_series_that_returns_to_its_line_is_distinguished_from_a_walk():
    rng = np.random.default_rng(5)
    assert returns_to_its_line(rng.standard_normal(60))
    assert not returns_to_its_line(np.cumsum(rng.standard_normal(60)))
    assert not returns_to_its_line(np.zeros(8))


def test_a_month_in_which_both_jump_counts_for_nothing():
    rng = np.random.default_rng(6)
    first, second = np.cumsum(rng.standard_normal((2, 60)), axis=1)
    first[30:] += 12
    second[30:] += 12
    prepared = prepare(first, second, 12)
    shift = 59 - len(prepared.first) - 1
    for surprises in (prepared.first, prepared.second):
        assert abs(surprises[29 - shift - 1]) < 2.5 * np.std(surprises)


def test_prepared_series_have_the_same_length_as_their_design():
    for family, make in UNRELATED.items():
        pair = make(np.random.default_rng([7, len(family)]), 48)
        prepared = prepare(pair.product, pair.business, 12, lags=(0, 1))
        assert len(prepared.first) == len(prepared.second) == len(prepared.design)
        assert not prepared.product_in_logs or family == "shared_growth"
