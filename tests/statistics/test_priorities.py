"""Rank sensitivity: stable between seeds, and right where the answer is known."""

import numpy as np
import pytest

from lib.statistics.priorities import Factors, objective_factors, simulate_ranks


def factors(reach, contributions=None, weights=(1.0,)):
    count = len(reach)
    return Factors(
        reach=np.array(reach, dtype=float),
        impact=np.ones(count),
        confidence=np.full(count, 0.8),
        effort=np.full(count, 5.0),
        contributions=np.ones((count, 1)) if contributions is None else np.array(contributions),
        weights=np.array(weights),
    )


def a_board(seed=0, count=24):
    draw = np.random.default_rng(seed)
    return Factors(
        reach=draw.uniform(20, 100, count),
        impact=draw.choice([0.25, 0.5, 1.0, 2.0, 3.0], count),
        confidence=draw.choice([0.5, 0.8, 1.0], count),
        effort=draw.uniform(2, 15, count),
        contributions=draw.choice([0.5, 1.0], (count, 4)),
        weights=np.array([0.35, 0.30, 0.20, 0.15]),
    )


def test_the_factor_is_the_same_as_by_hand():
    contributions = np.array([[0.0, 1.0, 0.0, 0.5], [0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])

    result = objective_factors(contributions, np.array([[0.35, 0.30, 0.20, 0.15]]))

    # 0.5 + 3 × 0.375 = 1.625; the gate; 3.5 held at 2
    assert result[0] == pytest.approx([1.625, 0.0, 2.0], abs=1e-9)


def test_every_draw_gives_each_rank_once():
    result = simulate_ranks(a_board(), top=8, draws=3_000)

    assert result.shares.sum(axis=0) == pytest.approx(np.ones(24))
    assert result.shares.sum(axis=1) == pytest.approx(np.ones(24))
    assert result.p_top(8).sum() == pytest.approx(8.0)
    assert result.p_top(24) == pytest.approx(np.ones(24))


def test_twins_share_the_first_place_evenly():
    result = simulate_ranks(factors([50.0, 50.0]), top=1)

    assert result.p_top(1) == pytest.approx([0.5, 0.5], abs=0.02)


def test_the_chance_of_two_rivals_is_that_of_their_log_normal_ratio():
    # impact moved by a step in 0.4 of draws would blur the answer; both keep the same law, so
    # P(first) of reach 60 against 50 must lie above one half and below that of reach alone.
    alone = 0.5 * (1 + np.tanh(0.8 * np.log(60 / 50) / np.sqrt(2 * (0.25**2 + 0.3**2))))
    result = simulate_ranks(factors([60.0, 50.0]), top=1)

    assert 0.5 < result.p_top(1)[0] < alone


def test_the_same_seed_gives_the_same_answer():
    first, again = (simulate_ranks(a_board(), top=8, draws=2_000, seed=5) for _ in range(2))

    assert np.array_equal(first.shares, again.shares)


def test_chances_hold_between_seeds_within_two_points():
    chances = [simulate_ranks(a_board(), top=8, seed=seed).p_top(8) for seed in range(1, 5)]

    assert max(np.ptp(chances, axis=0)) < 0.02


def test_the_rank_range_holds_eighty_percent_of_the_draws():
    result = simulate_ranks(a_board(), top=8)
    bounds = result.rank_bounds()

    for item, (low, high) in enumerate(bounds):
        assert 1 <= low <= high <= 24
        assert result.shares[item, low - 1 : high].sum() >= 0.8
        assert result.shares[item, : low - 1].sum() <= 0.1
        assert result.shares[item, high:].sum() <= 0.1


def test_a_clear_leader_costs_no_regret_and_a_close_race_costs_some():
    assert simulate_ranks(factors([100.0, 0.01]), top=1).regret == pytest.approx(0.0, abs=1e-6)
    assert 0.05 < simulate_ranks(factors([50.0, 50.0]), top=1).regret < 0.5


def test_what_serves_nothing_comes_last():
    board = factors([100.0, 1.0], contributions=[[0.0], [1.0]])

    assert simulate_ranks(board, top=1).p_top(1) == pytest.approx([0.0, 1.0])
