"""The pair test says how strong a declared link is, and says no when it cannot know."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import InvalidInputError
from lib.statistics.pairs import (
    PairAssessment,
    assess_pair,
    control_false_discovery,
    label_together,
    lag_profile,
    smallest_visible,
)
from tests.calibration.simulation import UNRELATED, Pair, company_pair, related_pair

SUPPORT = ("established", "suggestive")


def assess(pair: Pair, *, sign: int = 1, lag: int = 0) -> PairAssessment:
    return assess_pair(pair.product, pair.business, sign=sign, lag=lag)


def labels(pairs: list[Pair], *, sign: int = 1, lag: int = 0) -> list[str]:
    return [assess(pair, sign=sign, lag=lag).label for pair in pairs]


def share(results: list[str], *wanted: str) -> float:
    return sum(label in wanted for label in results) / len(results)


def strong_pair(seed: int = 1, months: int = 46, lag: int = 1) -> Pair:
    return related_pair(np.random.default_rng(seed), months, lag=lag, strength=0.9)


def test_a_strong_declared_link_is_established_with_its_slope_inside_the_interval():
    pair = strong_pair()
    result = assess(pair, lag=1)
    assert result.label == "established"
    assert result.low <= pair.slope <= result.high
    assert result.low < result.estimate < result.high
    assert (result.n, result.lag, result.sign) == (45, 1, 1)
    assert not result.contrary


def test_a_link_against_the_declared_sign_is_contrary_and_never_support():
    result = assess(strong_pair(), sign=-1, lag=1)
    assert result.contrary
    assert result.label not in SUPPORT
    assert result.p_value > 0.9


def test_results_do_not_change_between_runs():
    first, again = assess(strong_pair(3), lag=1), assess(strong_pair(3), lag=1)
    assert dataclasses.astuple(first) == pytest.approx(dataclasses.astuple(again), nan_ok=True)


def test_a_generator_given_by_the_caller_decides_the_coin_tosses():
    pair = UNRELATED["white_noise"](np.random.default_rng(5), 48)

    def chance(seed: int) -> float:
        rng = np.random.default_rng(seed)
        return assess_pair(pair.product, pair.business, sign=1, lag=0, rng=rng).p_value

    assert chance(1) == chance(1)
    assert chance(1) == pytest.approx(chance(2), abs=0.05)


@settings(max_examples=10)
@given(
    scale=st.sampled_from([1e-6, 0.1, 7.0, 1e6]),
    move=st.floats(-1e3, 1e3),
    seed=st.integers(0, 50),
)
def test_units_and_constants_change_no_p_value(scale, move, seed):
    pair = related_pair(np.random.default_rng(seed), 40, lag=0, strength=0.5)
    plain = assess(pair)
    if plain.product_in_logs:
        return
    # A constant may make a series positive: keep it far below the level where logs are considered.
    other = assess(Pair((pair.product + move) * scale - 1e4 * scale, pair.business))
    assert other.p_value == pytest.approx(plain.p_value, abs=1e-9)
    assert other.estimate * scale == pytest.approx(plain.estimate, rel=1e-4)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    months=st.integers(0, 70),
    lag=st.integers(0, 8),
    sign=st.sampled_from([-1, 1]),
    holes=st.floats(0, 1),
)
def test_any_two_series_of_one_length_get_a_label(seed, months, lag, sign, holes):
    rng = np.random.default_rng(seed)
    product, business = rng.standard_normal((2, months))
    product[rng.random(months) < holes] = np.nan
    result = assess_pair(product, business, sign=sign, lag=lag)
    if result.label == "too_early":
        assert result.reason
        assert np.isnan(result.p_value)
    else:
        assert not result.reason
        assert 0 < result.p_value <= 1
        assert result.low <= result.high


def test_fewer_than_24_common_months_after_the_lag_is_too_early_and_says_how_many_lack():
    result = assess(strong_pair(months=26), lag=0)
    short = assess_pair(np.arange(20.0), np.arange(20.0) ** 2, sign=1, lag=2)
    assert result.n == 26
    assert (short.label, short.reason, short.months_missing) == ("too_early", "few_months", 6)
    assert np.isnan(short.estimate)
    assert np.isnan(short.p_value)


@pytest.mark.parametrize(("months", "lag"), [(0, 0), (6, 8), (6, 6), (3, 12)])
def test_a_lag_longer_than_the_history_is_too_early(months, lag):
    result = assess_pair(np.arange(months), np.arange(months), sign=1, lag=lag)
    assert (result.label, result.n) == ("too_early", 0)


def test_too_few_degrees_of_freedom_asks_for_at_least_one_more_month():
    pair = UNRELATED["shared_season"](np.random.default_rng(2), 24)
    result = assess(pair)
    assert (result.label, result.reason) == ("too_early", "few_months")
    assert result.months_missing >= 1


def test_more_than_a_fifth_of_the_months_missing_is_too_early():
    pair = strong_pair(months=60)
    holes = pair.business.copy()
    holes[10:58:3] = np.nan
    assert assess(Pair(pair.product, holes)).reason == "many_missing"


def test_a_tenth_of_the_months_missing_on_both_sides_is_not():
    results = labels([UNRELATED["gaps"](np.random.default_rng(i), 48) for i in range(20)])
    assert share(results, "too_early") < 0.2


def test_a_flat_series_is_too_early_to_judge():
    assert assess(Pair(np.full(40, 3.0), np.arange(40.0))).reason == "flat"


def test_a_straight_line_holds_no_surprise_to_judge():
    noise = np.random.default_rng(1).standard_normal(48)
    assert assess(Pair(np.arange(48.0) / 3, noise)).reason == "flat"


@pytest.mark.parametrize(
    ("sign", "lag", "period", "business"),
    [
        (0, 0, 12, np.zeros(30)),
        (2, 0, 12, np.zeros(30)),
        (1, -1, 12, np.zeros(30)),
        (1, 0, 0, np.zeros(30)),
        (1, 0, 12, np.zeros(29)),
    ],
)
def test_what_cannot_be_declared_is_refused(sign, lag, period, business):
    with pytest.raises(InvalidInputError):
        assess_pair(np.zeros(30), business, sign=sign, lag=lag, period=period)


def test_logs_on_both_sides_make_the_estimate_an_elasticity():
    rng = np.random.default_rng(4)
    pair = related_pair(rng, 60, lag=0, strength=0.95)
    grows = 0.03 * np.arange(60)
    result = assess(Pair(np.exp(grows + 0.05 * pair.product), np.exp(grows + 0.05 * pair.business)))
    assert result.product_in_logs
    assert result.business_in_logs
    assert result.low <= pair.slope <= result.high


def test_a_business_metric_that_moves_first_is_reversed():
    pairs = [
        company_pair(np.random.default_rng([i, 14]), 46, lag=-2, strength=0.75, held_until=None)
        for i in range(30)
    ]
    assert share(labels(pairs), "reversed") >= 0.85


def test_a_link_that_ended_is_broken_and_dates_the_break():
    pairs = [
        company_pair(np.random.default_rng([i, 16]), 46, lag=1, strength=0.85, held_until=28)
        for i in range(30)
    ]
    results = [assess(pair, lag=1) for pair in pairs]
    broken = [result for result in results if result.label == "broken"]
    assert len(broken) >= 0.4 * len(results)
    assert {result.break_at for result in broken} == {28}


def test_links_planted_as_in_a_company_are_mostly_established():
    for strength in (0.65, 0.7, 0.9):
        pairs = [
            company_pair(
                np.random.default_rng([i, 7]), 46, lag=2, strength=strength, held_until=None
            )
            for i in range(40)
        ]
        assert share(labels(pairs, lag=2), "established") >= 0.8


def test_two_metrics_that_only_grow_together_share_a_trend():
    pairs = [UNRELATED["shared_line"](np.random.default_rng([i, 9]), 46) for i in range(40)]
    results = labels(pairs)
    naive = [assess(pair).naive_r for pair in pairs]
    assert share(results, "shared_trend") >= 0.75
    assert np.median(naive) > 0.7


@pytest.mark.parametrize("family", UNRELATED)
def test_unrelated_pairs_are_rarely_called_a_link(family):
    pairs = [UNRELATED[family](np.random.default_rng([i, 48, 3]), 48) for i in range(60)]
    results = labels(pairs)
    assert share(results, "established") <= 0.07
    assert share(results, *SUPPORT) <= 0.17


def test_naive_correlation_fails_where_the_pair_test_holds():
    pairs = [UNRELATED["shared_growth"](np.random.default_rng([i, 5]), 48) for i in range(60)]
    naive = np.mean([abs(assess(pair).naive_r) > 0.29 for pair in pairs])
    assert naive > 0.9
    assert share(labels(pairs), *SUPPORT) <= 0.15


def test_declared_links_are_seen_as_often_as_published():
    wanted = ((36, 0.7, 0.85, 0.6), (60, 0.5, 0.85, 0.65))
    for months, strength, seen, established in wanted:
        pairs = [
            related_pair(np.random.default_rng([i, months]), months, lag=1, strength=strength)
            for i in range(100)
        ]
        results = labels(pairs, lag=1)
        assert share(results, *SUPPORT) >= seen
        assert share(results, "established") >= established


def test_the_interval_covers_the_true_slope_about_95_times_in_100():
    pairs = [
        related_pair(np.random.default_rng([i, 8]), 48, lag=1, strength=0.7) for i in range(200)
    ]
    results = [assess(pair, lag=1) for pair in pairs]
    covered = np.mean(
        [
            result.low <= pair.slope <= result.high
            for result, pair in zip(results, pairs, strict=True)
        ]
    )
    assert 0.90 <= covered <= 0.99


def test_q_values_follow_the_published_step_up_procedure():
    published = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    q = control_false_discovery(published)
    assert (q <= 0.05).sum() == 4
    assert (np.array(published) <= 0.05 / 15).sum() == 3
    assert q[0] == pytest.approx(0.0015)


@given(st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=30))
def test_q_values_are_never_below_their_p_values_and_keep_the_order(p_values):
    p = np.array(p_values)
    q = control_false_discovery(p)
    tested = np.isfinite(p)
    assert (np.isnan(q) == ~tested).all()
    assert (q[tested] >= p[tested] - 1e-12).all()
    assert (q[tested] <= 1).all()
    assert (np.diff(q[tested][np.argsort(p[tested])]) >= -1e-12).all()


def test_a_p_value_outside_0_to_1_is_refused():
    with pytest.raises(InvalidInputError):
        control_false_discovery([0.2, 1.2])


def test_many_unrelated_pairs_around_it_pull_a_barely_established_pair_down():
    barely = dataclasses.replace(assess(strong_pair(), lag=1), p_value=0.009, label="established")
    unrelated = dataclasses.replace(barely, p_value=0.6, label="not_shown")
    alone = label_together([barely])
    crowded = label_together([barely, *[unrelated] * 30])
    assert alone[0].label == "established"
    assert crowded[0].label == "suggestive"
    assert crowded[0].q_value == pytest.approx(0.279)
    assert [result.label for result in crowded[1:]] == ["not_shown"] * 30


def test_pairs_without_a_verdict_keep_none_when_shown_together():
    early = assess(strong_pair(months=10))
    labelled = label_together([early, assess(strong_pair(), lag=1)])
    assert np.isnan(labelled[0].q_value)
    assert labelled[0].label == "too_early"
    assert labelled[1].q_value <= 0.05


def test_the_lag_profile_peaks_at_the_planted_lag():
    pair = strong_pair(seed=6, months=60, lag=2)
    profile = lag_profile(pair.product, pair.business)
    assert [point.lag for point in profile] == list(range(-6, 7))
    assert max(profile, key=lambda point: point.r).lag == 2
    assert all(point.low <= point.r <= point.high for point in profile)


def test_the_lag_profile_of_a_short_history_is_empty():
    assert lag_profile(np.arange(12.0), np.arange(12.0)) == ()


@pytest.mark.parametrize(("months", "at_most"), [(26, 0.9), (36, 0.65), (60, 0.5), (200, 0.3)])
def test_longer_histories_show_smaller_links(months, at_most):
    assert smallest_visible(months) <= at_most
    assert smallest_visible(months) > smallest_visible(months + 12)


def test_the_smallest_visible_link_is_seen_about_80_times_in_100():
    pairs = [
        related_pair(np.random.default_rng([i, 80]), 48, lag=0, strength=smallest_visible(48))
        for i in range(150)
    ]
    assert 0.68 <= share(labels(pairs), *SUPPORT) <= 0.92
