"""A month is flagged when its own past did not lead to expect it, and rarely otherwise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import InvalidInputError
from lib.statistics.signals import FALSE_FLAG_RATE, assurance, classical_limits, find_signals
from tests.calibration.simulation import QUIET


def quiet(seed: int = 1, months: int = 48, family: str = "line_medium_memory") -> np.ndarray:
    return QUIET[family](np.random.default_rng(seed), months)


def test_a_month_far_off_is_flagged_with_its_direction_and_rule():
    values = quiet()
    values[40] -= 8.0
    signals = find_signals(values)
    assert signals.flags[40]
    assert signals.month_flags[40]
    assert signals.direction[40] == -1
    assert values[40] < signals.expected_low[40] < signals.expected[40] < signals.expected_high[40]


def test_three_months_off_together_are_a_lasting_change():
    rng = np.random.default_rng(3)
    values = rng.standard_normal(48)
    values[-3:] += 2.6
    signals = find_signals(values, months=1)
    assert signals.lasting_flags[-1]
    assert signals.label == "signal"
    assert signals.direction[-1] == 1


def test_the_first_year_gets_no_verdict():
    signals = find_signals(quiet())
    assert not signals.flags[:12].any()
    assert np.isnan(signals.expected[:12]).all()
    assert np.isfinite(signals.expected[12:]).all()


@pytest.mark.parametrize("months", [0, 1, 11, 12])
def test_twelve_months_or_fewer_are_too_early(months):
    signals = find_signals(quiet(months=48)[:months])
    assert (signals.label, signals.reason, signals.n) == ("too_early", "few_months", months)
    assert signals.flags.shape == (months,)
    assert not signals.flags.any()
    assert np.isnan([signals.p_value, signals.estimate, signals.low, signals.high]).all()


def test_estimate_and_bounds_speak_of_the_last_month():
    values = quiet()
    values[-1] += 9.0
    signals = find_signals(values)
    assert signals.label == "signal"
    assert signals.estimate == pytest.approx(values[-1] - signals.expected[-1])
    assert 0 < signals.low < signals.estimate < signals.high
    assert signals.p_value <= 0.01


def test_judging_only_the_last_months_gives_the_same_verdict_on_them():
    values = quiet()
    whole, last = find_signals(values), find_signals(values, months=2)
    assert (whole.flags[-2:] == last.flags[-2:]).all()
    assert whole.expected_low[-1] == pytest.approx(last.expected_low[-1])
    assert np.isnan(last.expected[:-2]).all()


def test_a_month_does_not_change_the_verdict_on_those_before_it():
    values = quiet()
    shorter = find_signals(values[:-6])
    assert find_signals(values).expected[:42] == pytest.approx(shorter.expected, nan_ok=True)


def test_a_restart_by_a_person_forgets_what_was_before():
    values = quiet(months=60)
    values[30:] += 30.0
    rebased = find_signals(values, rebased_on=30)
    assert not rebased.flags[30:42].any()
    assert np.isnan(rebased.expected[:42]).all()
    assert rebased.n == 30
    assert find_signals(values).flags[30]


@pytest.mark.parametrize("at", [-1, 49])
def test_a_restart_outside_the_history_is_refused(at):
    with pytest.raises(InvalidInputError):
        find_signals(quiet(), rebased_on=at)


def test_a_missing_month_gets_no_flag_and_stops_nothing():
    values = quiet()
    values[[20, 30]] = np.nan
    signals = find_signals(values)
    assert np.isnan(signals.expected[20])
    assert not signals.flags[[20, 30]].any()
    assert np.isfinite(signals.expected[31])


def test_a_metric_that_grows_by_shares_has_a_band_that_stays_positive():
    rng = np.random.default_rng(2)
    values = np.exp(0.06 * np.arange(40) + 0.2 * rng.standard_normal(40))
    signals = find_signals(values)
    assert (signals.expected_low[12:] > 0).all()


@pytest.mark.parametrize("values", [np.ones(48), 7.0 + np.zeros(48)])
def test_errors_of_arithmetic_are_no_signal(values):
    assert not find_signals(values).flags.any()


def test_quiet_months_are_rarely_flagged():
    flags = np.array(
        [
            [
                find_signals(make(np.random.default_rng([i, at, 36]), 36), months=1).flags[-1]
                for i in range(60)
            ]
            for at, make in enumerate(QUIET.values())
        ]
    )
    assert flags.mean() <= 0.045
    assert FALSE_FLAG_RATE <= 0.025


def test_the_classical_chart_fails_where_the_band_holds():
    series = [quiet(seed, 36, "random_walk") for seed in range(60)]

    def is_outside(values: np.ndarray) -> bool:
        limits = classical_limits(values[:-1])
        return not limits.low <= values[-1] <= limits.high

    assert np.mean([is_outside(history) for history in series]) > 0.3
    assert np.mean([find_signals(history, months=1).flags[-1] for history in series]) < 0.1


def test_a_month_off_by_four_deviations_is_mostly_found():
    signals = []
    for at, make in enumerate(QUIET.values()):
        for seed in range(25):
            values = make(np.random.default_rng([seed, at, 60]), 60)
            values[-1] += 4.0
            signals.append(find_signals(values, months=1).flags[-1])
    assert np.mean(signals) >= 0.74


@settings(max_examples=15)
@given(
    months=st.integers(0, 30), seed=st.integers(0, 500), holes=st.floats(0, 0.6), flat=st.booleans()
)
def test_any_history_gets_one_flag_a_month(months, seed, holes, flat):
    rng = np.random.default_rng(seed)
    values = np.full(months, 5.0) if flat else rng.standard_normal(months)
    values[rng.random(months) < holes] = np.nan
    signals = find_signals(values)
    assert signals.flags.shape == (months,)
    assert (signals.flags == (signals.month_flags | signals.lasting_flags)).all()
    assert ((signals.direction != 0) == signals.flags).all()


def test_the_handbook_limits_of_the_individuals_chart_are_found_again():
    signals = classical_limits([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert (signals.center, signals.moving_range) == pytest.approx((50.81, 1.8778), abs=1e-4)
    assert (signals.low, signals.high) == pytest.approx((45.8159, 55.8041), abs=1e-4)


def test_one_month_has_no_limits():
    assert np.isnan(classical_limits([4.0]).center)


@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (-100.0, "up", "reaches"),
        (100.0, "up", "misses"),
        (100.0, "down", "reaches"),
        (-100.0, "down", "misses"),
        (None, "up", "unknown"),
        (5.0, "none", "unknown"),
    ],
)
def test_assurance_compares_the_expected_band_with_the_target(target, direction, expected):
    assert assurance(find_signals(quiet()), target, direction=direction) == expected


def test_a_target_inside_the_band_may_or_may_not_be_reached():
    signals = find_signals(quiet())
    assert assurance(signals, float(signals.expected[-1]), direction="up") == "may_reach"
    assert assurance(find_signals(quiet()[:5]), 1.0, direction="up") == "unknown"
