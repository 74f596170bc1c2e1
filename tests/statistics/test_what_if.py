"""What-if through a pair: known answers, refusals, and the same answer for the same seed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lib.statistics.what_if import (
    LinkEstimate,
    Spread,
    WhatIfPlan,
    is_edge,
    largest_move,
    pert,
    refusal,
    shrunk_estimate,
    simulate,
)

SURE = LinkEstimate(estimate=2.0, low=2.0, high=2.0, degrees_of_freedom=30, lag=0)
DOUBTFUL = replace(SURE, low=1.0, high=3.0)
AT_ONCE = WhatIfPlan(
    move=Spread(3.0, 3.0, 3.0),
    delivery=Spread(0.0, 0.0, 0.0),
    ramp_months=0,
    horizon_months=12,
    value_per_unit=1_200.0,
)


def test_without_doubt_the_value_is_the_closed_form():
    result = simulate(SURE, AT_ONCE, draws=100)

    assert result.value.p50 == pytest.approx(2 * 3 * 1_200, rel=1e-9)
    assert result.value.p10 == pytest.approx(result.value.p90, rel=1e-9)
    assert result.cost_of_delay.p50 == pytest.approx(2 * 3 * 100, rel=1e-9)
    assert (result.p_positive, result.p_late) == (1.0, 0.0)
    assert result.drivers == {"link": 0.0, "move": 0.0, "delivery": 0.0}


def test_the_lag_and_the_ramp_delay_the_value():
    lagged = simulate(replace(SURE, lag=2), AT_ONCE, draws=10)
    ramped = simulate(SURE, replace(AT_ONCE, ramp_months=4), draws=10)

    assert lagged.value.p50 == pytest.approx(600 * 10, rel=1e-9)
    assert ramped.value.p50 == pytest.approx(600 * (0.25 + 0.5 + 0.75 + 9), rel=1e-9)


def test_a_discount_lowers_each_month_by_its_distance():
    result = simulate(SURE, replace(AT_ONCE, yearly_discount=0.1), draws=10)

    expected = sum(600 * 1.1 ** (-month / 12) for month in range(1, 13))
    assert result.value.p50 == pytest.approx(expected, rel=1e-9)


def test_a_delivery_beyond_the_horizon_brings_nothing():
    result = simulate(SURE, replace(AT_ONCE, delivery=Spread(12.0, 12.0, 12.0)), draws=10)

    assert (result.value.p50, result.p_late, result.p_positive) == (0.0, 1.0, 0.0)


def test_the_interval_of_the_link_is_carried():
    result = simulate(DOUBTFUL, AT_ONCE)

    half = stats.t.ppf(0.9, 30) / stats.t.ppf(0.975, 30)
    assert result.value.p10 == pytest.approx(3_600 * (2 - half), rel=0.02)
    assert result.value.p90 == pytest.approx(3_600 * (2 + half), rel=0.02)
    assert result.drivers["link"] == pytest.approx(1.0)


def test_the_cost_is_met_in_the_share_of_draws_above_it():
    result = simulate(DOUBTFUL, replace(AT_ONCE, cost=7_200.0))

    assert result.p_pays == pytest.approx(0.5, abs=0.02)


def test_the_same_seed_gives_the_same_answer_and_another_a_close_one():
    plan = replace(AT_ONCE, move=Spread(1.0, 2.0, 4.0), delivery=Spread(1.0, 3.0, 8.0))

    first, again = simulate(DOUBTFUL, plan), simulate(DOUBTFUL, plan)
    other = simulate(DOUBTFUL, plan, seed=2)

    assert first == again
    assert other.value.p50 == pytest.approx(first.value.p50, rel=0.03)


def test_a_pert_law_has_its_known_mean():
    draws = pert(Spread(1.0, 2.0, 6.0), 200_000, np.random.default_rng(5))

    assert draws.mean() == pytest.approx((1 + 4 * 2 + 6) / 6, rel=0.005)
    assert draws.min() >= 1.0
    assert draws.max() <= 6.0


def test_logarithms_are_taken_back_to_units():
    link = replace(
        SURE,
        estimate=1.0,
        low=1.0,
        high=1.0,
        product_in_logs=True,
        business_in_logs=True,
        product_level=100.0,
        business_level=50.0,
    )
    result = simulate(link, replace(AT_ONCE, move=Spread(10.0, 10.0, 10.0)), draws=10)

    assert result.value.p50 == pytest.approx(50 * 0.10 * 1_200, rel=1e-9)


def test_a_declared_link_is_not_shrunk_and_a_searched_one_is():
    critical = stats.t.ppf(0.975, 30)
    t = 2.0 / (1.0 / critical)
    searched = shrunk_estimate(replace(DOUBTFUL, was_searched=True))

    assert shrunk_estimate(DOUBTFUL) == 2.0
    assert searched == pytest.approx(2.0 * (1 - 0.35 * (critical / t) ** 2), rel=1e-9)


@pytest.mark.parametrize(
    ("label", "allowed"),
    [
        ("established", True),
        ("suggestive", True),
        ("not_shown", False),
        ("shared_trend", False),
        ("reversed", False),
        ("broken", False),
        ("too_early", False),
    ],
)
def test_only_a_suggestive_link_or_better_carries_a_move(label, allowed):
    assert (refusal(label, Spread(1.0, 1.0, 1.0), 2.0) == "") is allowed


def test_a_move_beyond_experience_is_refused_and_one_near_it_marked():
    assert refusal("established", Spread(0.0, 1.0, 2.1), 2.0) == "beyond"
    assert refusal("established", Spread(-2.1, -1.0, 0.0), 2.0) == "beyond"
    assert refusal("established", Spread(0.0, 1.0, 1.0), float("nan")) == "no_history"
    assert is_edge(Spread(0.0, 1.0, 1.6), 2.0)
    assert not is_edge(Spread(0.0, 1.0, 1.5), 2.0)


def test_the_largest_move_is_found_within_the_span():
    values = np.array([1.0, 2.0, np.nan, 7.0, 6.0])

    assert largest_move(values, 1) == 1.0
    assert largest_move(values, 2) == 5.0
    assert largest_move(values, 12) == 6.0
    assert np.isnan(largest_move(np.array([1.0]), 3))


@given(later=st.floats(0, 6), size=st.floats(0.1, 5))
def test_a_later_delivery_never_brings_more(later, size):
    plan = replace(AT_ONCE, move=Spread(size, size, size), ramp_months=2)
    late = replace(plan, delivery=Spread(later, later, later))

    assert simulate(SURE, late, draws=5).value.p50 <= simulate(SURE, plan, draws=5).value.p50 + 1e-9
