"""One regression carries links, launches and signals: checked against what is known by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.statistics.noise_models import noise_models
from lib.statistics.preparation import calendar
from lib.statistics.regression import estimate_effect, expected_error, weigh_effect
from tests.calibration.simulation import wandering


def step(months: int, launch: int) -> np.ndarray:
    return (np.arange(months) >= launch).astype(float)[:, None]


def line(months: int) -> np.ndarray:
    return calendar(np.arange(months), 12, months=False, line=True)


def test_a_known_coefficient_is_found_again():
    rng = np.random.default_rng(1)
    values = 3 + 0.2 * np.arange(80) + 5.0 * step(80, 50)[:, 0] + 0.01 * rng.standard_normal(80)
    effect = estimate_effect(values, step(80, 50), line(80))
    assert effect.estimate == pytest.approx(5.0, abs=0.02)
    assert effect.p_value < 1e-6
    assert effect.p_positive > 0.999
    assert effect.degrees_of_freedom == 80 - 3 - 1


def test_too_few_months_have_no_effect():
    assert estimate_effect(np.arange(6.0), step(6, 3), line(6)) is None
    assert weigh_effect(np.full(40, np.nan), step(40, 20), line(40)) is None


def test_a_missing_month_leaves_the_others_where_they_are():
    rng = np.random.default_rng(2)
    values = wandering(rng, 48, 0.6)
    holed = values.copy()
    holed[20] = np.nan
    dummy = (np.arange(48) == 20).astype(float)[:, None]
    without = estimate_effect(holed, step(48, 30), line(48))
    explained = estimate_effect(values, step(48, 30), np.hstack([line(48), dummy]))
    assert without.estimate == pytest.approx(explained.estimate, rel=1e-6)
    assert without.low == pytest.approx(explained.low, rel=1e-5)


def test_missing_ends_count_as_a_shorter_history():
    values = wandering(np.random.default_rng(3), 50, 0.5)
    holed = np.concatenate([[np.nan] * 3, values, [np.nan] * 2])
    whole = estimate_effect(values, step(50, 30), line(50))
    padded = estimate_effect(holed, step(55, 33), line(55))
    assert padded.estimate == pytest.approx(whole.estimate, rel=1e-6)


@settings(max_examples=20)
@given(seed=st.integers(0, 500), level=st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_interval_holds_its_level_of_probability(seed, level):
    values = wandering(np.random.default_rng(seed), 40, 0.5)
    mixture = weigh_effect(values, step(40, 25), line(40))
    low, high = mixture.interval(level)
    assert low < mixture.estimate < high
    assert mixture.mass.sum() == pytest.approx(1.0)
    wider = mixture.interval(min(0.999, level + 0.005))
    assert wider[0] < low
    assert wider[1] > high
    assert (mixture.p_value <= 1 - level) == (not low <= 0 <= high)


def test_slow_noise_is_given_a_wider_interval_than_fresh_noise():
    widths = []
    for memory in (0.0, 0.9):
        values = wandering(np.random.default_rng(5), 60, memory)
        effect = estimate_effect(values, step(60, 40), line(60))
        widths.append((effect.high - effect.low) / np.std(np.diff(values)))
    assert widths[1] > 2 * widths[0]


def test_factors_of_a_short_history_are_the_corner_of_a_long_one():
    short, long = noise_models(np.arange(20)), noise_models(np.arange(90))
    assert short[0] == pytest.approx(long[0][:, :20, :20])
    product = short[0] @ np.linalg.inv(short[0])
    assert product == pytest.approx(np.broadcast_to(np.eye(20), product.shape), abs=1e-8)


def test_the_expected_error_is_the_one_found_once_the_months_are_known():
    rng = np.random.default_rng(6)
    ratios = []
    for _ in range(30):
        values = wandering(rng, 42, 0.5)
        foreseen = expected_error(values[:36], step(42, 36)[:, 0], line(42))
        effect = estimate_effect(values, step(42, 36), line(42))
        ratios.append((effect.high - effect.low) / 2 / 2.03 / foreseen)
    assert 0.85 <= np.median(ratios) <= 1.15
    assert np.isnan(expected_error(np.full(6, np.nan), step(10, 6)[:, 0], line(10)))
