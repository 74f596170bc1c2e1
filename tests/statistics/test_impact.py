"""A launch is credited only with what its history can show, and never above its caps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import InvalidInputError
from lib.statistics.impact import (
    assess_impact,
    detectable_effect,
    months_until_visible,
    short_and_long_run,
)
from tests.calibration.simulation import UNTOUCHED, wandering, yearly_pattern


def metric(seed: int = 1, months: int = 48, effect: float = 0.0, launch: int = 36) -> np.ndarray:
    rng = np.random.default_rng(seed)
    line = 0.1 * np.arange(months)
    values = line + yearly_pattern(rng, months, 2.0) + wandering(rng, months, 0.5)
    values[launch:] += effect
    return values


def test_a_large_step_is_graded_and_its_size_lies_in_the_interval():
    impact = assess_impact(metric(effect=6.0), 36)
    assert impact.label == "moderate"
    assert impact.low <= 6.0 <= impact.high
    assert (impact.n, impact.n_before, impact.n_after) == (48, 36, 12)
    assert impact.capped_by == ("no_control",)
    assert impact.has_season


def test_a_control_that_stays_still_or_a_second_launch_allows_the_best_grade():
    rng = np.random.default_rng(4)
    shared = wandering(rng, 48, 1.0)
    values = shared + 0.3 * rng.standard_normal(48)
    values[36:] += 8.0
    control = shared + 0.3 * rng.standard_normal(48)
    assert assess_impact(values, 36, controls=control).label == "strong"
    assert assess_impact(metric(effect=9.0), 36, has_second_launch=True).label == "strong"


def test_a_control_that_moves_at_the_launch_is_refused_and_said_so():
    values, control = metric(effect=8.0), metric(seed=2, effect=8.0)
    impact = assess_impact(values, 36, controls=control)
    assert impact.refused_controls == (0,)
    assert impact.label == "moderate"
    assert "control_moved" in impact.capped_by
    assert impact.estimate == pytest.approx(assess_impact(values, 36).estimate)


def test_a_control_halves_the_doubt_of_a_metric_that_follows_it():
    rng = np.random.default_rng(8)
    shared = wandering(rng, 48, 1.0)
    values = shared + 0.3 * rng.standard_normal(48)
    alone = assess_impact(values, 36)
    beside = assess_impact(values, 36, controls=shared)
    assert beside.high - beside.low < 0.5 * (alone.high - alone.low)


def test_a_neighbour_within_two_months_caps_at_weak():
    impact = assess_impact(metric(effect=9.0), 36, has_neighbours=True, has_second_launch=True)
    assert impact.label == "weak"
    assert impact.capped_by == ("neighbour",)


def test_a_history_under_two_years_caps_at_weak():
    rng = np.random.default_rng(3)
    values = rng.standard_normal(26)
    values[18:] += 9.0
    impact = assess_impact(values, 18)
    assert impact.label == "weak"
    assert "short_history" in impact.capped_by


def test_fewer_than_six_months_after_cannot_be_strong():
    values = metric(effect=9.0)[:40]
    impact = assess_impact(values, 36, has_second_launch=True)
    assert impact.label == "moderate"
    assert impact.capped_by == ("few_after",)


@pytest.mark.parametrize(
    ("launch", "reason", "missing"),
    [(5, "few_before", 0), (46, "few_after", 1), (48, "few_after", 3)],
)
def test_too_little_around_a_launch_is_a_result_without_a_number(launch, reason, missing):
    impact = assess_impact(metric(), launch)
    assert (impact.label, impact.reason, impact.months_missing) == ("too_early", reason, missing)
    assert np.isnan([impact.p_value, impact.estimate, impact.low, impact.high]).all()
    assert len(impact.path) == 0


def test_missing_months_do_not_count_as_known():
    values = metric(effect=6.0)
    values[[4, 20, 38]] = np.nan
    impact = assess_impact(values, 36)
    assert (impact.n_before, impact.n_after) == (34, 11)
    assert impact.low <= 6.0 <= impact.high
    values[36:46] = np.nan
    assert assess_impact(values, 36).reason == "few_after"


def test_a_metric_that_grows_by_shares_gives_a_share():
    rng = np.random.default_rng(5)
    values = np.exp(4 + 0.03 * np.arange(48) + 0.05 * rng.standard_normal(48))
    values[36:] *= 1.25
    impact = assess_impact(values, 36)
    assert impact.is_relative
    assert impact.low <= 0.25 <= impact.high
    assert impact.path_low == pytest.approx(values[36:] / (1 + impact.high))


def test_the_path_is_the_metric_less_its_effect_between_its_bounds():
    values = metric(effect=6.0)
    impact = assess_impact(values, 36)
    assert impact.path == pytest.approx(values[36:] - impact.estimate)
    assert (impact.path_low <= impact.path).all()
    assert (impact.path <= impact.path_high).all()


def test_a_ramp_declared_as_such_is_found_where_it_builds():
    values = metric(effect=0.0)
    values[36:] += 6.0 * np.clip(np.arange(1, 13) / 6, 0, 1)
    ramp = assess_impact(values, 36, shape="ramp", ramp_months=6)
    truth = 6.0 * np.clip(np.arange(1, 13) / 6, 0, 1).mean()
    assert ramp.label == "moderate"
    assert ramp.low <= truth <= ramp.high
    gap = values[36:] - ramp.path
    assert gap[0] < gap[5] == pytest.approx(gap[11])


def test_an_undeclared_shape_is_judged_more_severely():
    values = metric(effect=3.0)
    declared, undeclared = (
        assess_impact(values, 36, shape=shape) for shape in ("step", "undeclared")
    )
    assert undeclared.high - undeclared.low > declared.high - declared.low
    assert undeclared.p_value > declared.p_value


@pytest.mark.parametrize(
    ("launch", "options"),
    [
        (-1, {}),
        (49, {}),
        (36, {"shape": "bump"}),
        (36, {"shape": "ramp"}),
        (36, {"shape": "ramp", "ramp_months": 0}),
        (36, {"controls": np.zeros(47)}),
        (36, {"controls": np.zeros((48, 3))}),
    ],
)
def test_what_cannot_be_a_launch_is_refused(launch, options):
    with pytest.raises(InvalidInputError):
        assess_impact(metric(), launch, **options)


@settings(max_examples=15)
@given(seed=st.integers(0, 1_000), move=st.floats(-50, 50), scale=st.sampled_from([1e-3, 1.0, 1e4]))
def test_units_change_the_size_and_nothing_else(seed, move, scale):
    values = metric(seed, effect=3.0)
    plain, other = assess_impact(values - 100, 36), assess_impact((values - 200 + move) * scale, 36)
    assert other.p_value == pytest.approx(plain.p_value, abs=1e-6)
    assert other.estimate == pytest.approx(plain.estimate * scale, rel=1e-5)


def test_launches_without_effect_are_rarely_seen():
    p_values = np.array(
        [
            assess_impact(make(np.random.default_rng([seed, at, 36]), 42), 36).p_value
            for at, make in enumerate(UNTOUCHED.values())
            for seed in range(60)
        ]
    )
    assert (p_values <= 0.05).mean() <= 0.085
    assert (p_values <= 0.01).mean() <= 0.025


def test_a_naive_before_after_comparison_fails_where_this_one_holds():
    histories = [metric(seed) for seed in range(40)]
    naive = [
        abs(series[36:].mean() - series[:36].mean())
        / np.sqrt(series[:36].var() / 36 + series[36:].var() / 12)
        for series in histories
    ]
    assert np.mean(np.array(naive) > 2.2) > 0.5
    assert np.mean([assess_impact(series, 36).p_value <= 0.05 for series in histories]) <= 0.15


def test_steps_of_three_deviations_are_mostly_seen():
    seen = [assess_impact(metric(seed, 42, effect=3.46), 36).p_value <= 0.05 for seed in range(100)]
    assert np.mean(seen) >= 0.72


def test_the_interval_covers_the_true_step_about_95_times_in_100():
    impacts = [assess_impact(metric(seed, 42, effect=2.0), 36) for seed in range(200)]
    assert 0.90 <= np.mean([impact.low <= 2.0 <= impact.high for impact in impacts]) <= 0.99


def test_a_longer_wait_makes_smaller_effects_visible():
    values = metric()
    soon, late = detectable_effect(values, 3), detectable_effect(values, 12)
    assert 0 < late < soon
    assert np.isnan(detectable_effect(values[:10], 6))
    assert np.isnan(detectable_effect(values, 2))


def test_the_detectable_effect_is_seen_about_80_times_in_100():
    seen = []
    for seed in range(60):
        values = metric(seed, 42, effect=0.0)
        smallest = detectable_effect(values[:36], 6)
        values[36:] += smallest
        seen.append(assess_impact(values, 36).p_value <= 0.05)
    assert 0.6 <= np.mean(seen) <= 0.95


@pytest.mark.parametrize("values", [np.ones(48), np.arange(48.0), 1e9 + 3 * np.arange(48.0)])
@pytest.mark.parametrize("shape", ["step", "undeclared"])
def test_errors_of_arithmetic_are_no_effect(values, shape):
    assert assess_impact(values, 36, shape=shape).label == "none"


def test_a_large_effect_is_visible_at_once_and_a_tiny_one_never():
    assert months_until_visible(metric(), 20.0) == 3
    assert months_until_visible(metric(), -20.0) == 3
    assert months_until_visible(metric(), 0.01) is None


def test_an_effect_that_turns_round_raises_the_alarm():
    values = metric(months=60, effect=0.0)
    values[36:39] += 6.0
    values[39:] -= 6.0
    runs = short_and_long_run(values, 36)
    assert runs.flips
    assert [(run.first, run.last, run.n) for run in runs.effects] == [
        (0, 1, 2),
        (3, 6, 4),
        (7, 12, 6),
    ]
    assert runs.effects[0].low > 0 > runs.effects[1].high


def test_an_effect_that_lasts_raises_none():
    runs = short_and_long_run(metric(months=60, effect=6.0), 36)
    assert not runs.flips
    assert all(run.low <= 6.0 <= run.high for run in runs.effects)


def test_spans_still_to_come_have_no_effect_yet():
    runs = short_and_long_run(metric(months=40, effect=6.0), 36)
    assert runs.effects[2].n == 0
    assert np.isnan(runs.effects[2].estimate)
    assert np.isfinite(runs.effects[0].estimate)


def test_runs_of_a_young_launch_are_too_early_and_overlapping_spans_refused():
    assert short_and_long_run(metric(months=38), 36).reason == "few_after"
    for spans in (((0, 3), (2, 6)), ((3, 1),), ()):
        with pytest.raises(InvalidInputError):
            short_and_long_run(metric(), 36, spans=spans)
    with pytest.raises(InvalidInputError):
        short_and_long_run(metric(), 60)
