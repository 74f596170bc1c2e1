"""A forecast carries its band, its chance of reaching a target, and says when it has too little."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import InvalidInputError
from lib.statistics.forecast import (
    LEAST_MONTHS,
    chance_of_reaching,
    forecast_to,
    last_year,
    theta,
)
from tests.calibration.simulation import wandering, yearly_pattern


def metric(seed: int = 1, months: int = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    season = yearly_pattern(rng, months, 8.0)
    return 100 + 0.5 * np.arange(months) + season + 2 * wandering(rng, months, 0.5)


def test_a_path_follows_trend_and_season_inside_its_band():
    truth = metric(months=66)
    forecast = forecast_to(truth[:60], 6)
    assert forecast.label == "forecast"
    assert (forecast.low < forecast.path).all()
    assert (forecast.path < forecast.high).all()
    assert np.abs(forecast.path - truth[60:]).mean() < np.abs(truth[59] - truth[60:]).mean()
    assert forecast.estimate == forecast.path[-1]
    assert np.isnan(forecast.p_value)


def test_the_band_widens_with_the_months_ahead_and_with_the_level():
    narrow, wide = forecast_to(metric(), 6), forecast_to(metric(), 6, level=0.95)
    width = narrow.high - narrow.low
    assert (np.diff(width) > 0).all()
    assert (wide.high - wide.low > width).all()


def test_fewer_than_18_months_give_no_path():
    forecast = forecast_to(metric(months=LEAST_MONTHS - 1), 3)
    assert (forecast.label, forecast.reason, forecast.n) == ("too_early", "few_months", 17)
    assert len(forecast.path) == len(forecast.low) == len(forecast.high) == 0
    assert np.isnan(forecast.estimate)
    assert chance_of_reaching(forecast, 3.0).word == "unknown"


def test_nothing_known_is_too_early():
    assert forecast_to(np.full(40, np.nan), 3).label == "too_early"
    assert forecast_to([], 3).label == "too_early"


def test_a_long_hole_cuts_the_history_and_a_short_one_does_not():
    values = metric()
    values[30] = np.nan
    assert forecast_to(values, 3).n == 60
    values[30:34] = np.nan
    assert forecast_to(values, 3).n == 26


def test_missing_last_months_are_forecast_and_left_out():
    values = metric()
    whole = forecast_to(values[:58], 5)
    values[58:] = np.nan
    assert forecast_to(values, 3).path == pytest.approx(whole.path[2:])
    assert forecast_to(values, 3).high == pytest.approx(whole.high[2:])


@pytest.mark.parametrize(("horizon", "level"), [(0, 0.8), (-1, 0.8), (3, 0.0), (3, 1.0)])
def test_a_horizon_or_level_that_cannot_be_is_refused(horizon, level):
    with pytest.raises(InvalidInputError):
        forecast_to(metric(), horizon, level=level)


@pytest.mark.parametrize(
    ("away", "direction", "word"),
    [
        (-20.0, "up", "on_course"),
        (20.0, "up", "out_of_reach"),
        (-20.0, "down", "out_of_reach"),
        (20.0, "down", "on_course"),
    ],
)
def test_a_target_far_away_is_sure_or_hopeless(away, direction, word):
    forecast = forecast_to(metric(), 3)
    chance = chance_of_reaching(forecast, forecast.estimate + away, direction=direction)
    assert chance.word == word
    assert chance.probability in (0.0, 1.0)


@given(st.floats(-15, 15))
def test_chances_come_in_steps_of_five_with_the_word_of_the_step(away):
    forecast = forecast_to(metric(), 3)
    chance = chance_of_reaching(forecast, forecast.estimate + away)
    lowest = {"on_course": 0.8, "likely": 0.5, "at_risk": 0.2, "out_of_reach": 0.0}
    assert chance.probability * 20 == pytest.approx(round(chance.probability * 20))
    assert chance.probability >= lowest[chance.word]


def test_a_target_at_the_forecast_is_an_even_chance():
    forecast = forecast_to(metric(), 3)
    assert chance_of_reaching(forecast, forecast.estimate).probability == 0.5


def test_bands_hold_what_came_about_80_times_in_100():
    histories = [metric(seed, 42) for seed in range(80)]
    inside = []
    for series in histories:
        forecast = forecast_to(series[:36], 6)
        inside.append(((forecast.low <= series[36:]) & (series[36:] <= forecast.high)).mean())
    assert 0.70 <= np.mean(inside) <= 0.97


def test_a_straight_line_goes_on_at_half_its_slope_plus_its_level():
    line = np.arange(40.0)
    assert theta(line, 3)[0] == pytest.approx(39.5, abs=1.0)
    assert np.diff(theta(line, 4)) == pytest.approx(0.5)


def test_last_year_repeats_the_same_months():
    assert last_year(np.arange(30.0), 14).tolist() == [*range(18, 30), 18, 19]


@settings(max_examples=15)
@given(
    seed=st.integers(0, 500),
    months=st.integers(0, 50),
    horizon=st.integers(1, 14),
    flat=st.booleans(),
)
def test_any_history_gives_a_path_of_the_asked_length_or_none(seed, months, horizon, flat):
    values = np.full(months, 2.0) if flat else np.random.default_rng(seed).standard_normal(months)
    forecast = forecast_to(values, horizon)
    if forecast.label == "too_early":
        assert len(forecast.path) == 0
        assert forecast.reason
    else:
        assert forecast.path.shape == forecast.low.shape == forecast.high.shape == (horizon,)
        assert (forecast.low <= forecast.high).all()
