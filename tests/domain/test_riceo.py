"""RICE and RICEO, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.initiatives import Initiative
from lib.domain.riceo import (
    Scoring,
    counted_contribution,
    normalized_weights,
    objective_factor,
    ranks_of,
    rice_score,
    riceo_score,
    scoring_gaps,
    scoring_of,
    shifted_weights,
    tier_of,
    top_places,
)

WEIGHTS = (0.35, 0.30, 0.20, 0.15)


def an_initiative(**changes):
    return Initiative(
        **{
            "initiative_id": "I06",
            "status": "shipped",
            "reach": 93_220.0,
            "population": 118_000.0,
            "impact": 2.0,
            "confidence": 0.5,
            "person_months": 16.0,
            **changes,
        }
    )


def test_rice_is_reach_times_impact_times_confidence_over_effort():
    # 93,220 of 118,000 orders = 79 %; 79 × 2 × 0.5 ÷ 16 = 4.9375
    scoring = scoring_of(an_initiative(), (0.0, 1.0, 0.0, 0.5))

    assert scoring.reach == pytest.approx(79.0, abs=1e-9)
    assert rice_score(scoring) == pytest.approx(4.9375, abs=1e-9)


@pytest.mark.parametrize(
    ("contributions", "expected"),
    [
        ((1.0, 0.0, 0.0, 0.0), 1.55),  # 0.5 + 3 × 0.35
        ((0.5, 0.0, 0.0, 0.0), 1.025),  # 0.5 + 3 × 0.175
        ((0.0, 1.0, 0.0, 0.5), 1.625),  # 0.5 + 3 × (0.30 + 0.075)
        ((0.5, 1.0, 0.0, 0.0), 1.925),  # 0.5 + 3 × (0.175 + 0.30)
        ((1.0, 0.5, 0.0, 0.0), 2.0),  # 0.5 + 3 × 0.50 = 2.0, just at the limit
        ((1.0, 1.0, 1.0, 1.0), 2.0),  # 0.5 + 3 × 1 = 3.5, held at 2
        ((0.0, 0.0, 0.0, 0.0), 0.0),  # nothing served: the gate
    ],
)
def test_the_objective_factor_is_worked_out_by_hand(contributions, expected):
    assert objective_factor(contributions, WEIGHTS) == pytest.approx(expected, abs=1e-9)


def test_riceo_is_rice_times_the_factor():
    scoring = scoring_of(an_initiative(), (0.0, 1.0, 0.0, 0.5))

    # 4.9375 × 1.625 = 8.0234375
    assert riceo_score(scoring, WEIGHTS) == pytest.approx(8.0234375, abs=1e-9)


def test_an_objective_without_weight_still_opens_the_gate():
    assert objective_factor((1.0, 0.0), (0.0, 1.0)) == pytest.approx(0.5, abs=1e-9)


def test_a_direct_contribution_that_names_no_key_result_is_indirect():
    assert counted_contribution(1.0, names_key_result=True) == 1.0
    assert counted_contribution(1.0, names_key_result=False) == 0.5
    assert counted_contribution(0.5, names_key_result=False) == 0.5
    assert counted_contribution(0.0, names_key_result=False) == 0.0


def test_weights_are_made_to_sum_to_one_and_equal_where_one_is_missing():
    assert normalized_weights([2.0, 1.0, 1.0]) == (0.5, 0.25, 0.25)
    assert normalized_weights([0.7, None]) == (0.5, 0.5)
    assert normalized_weights([0.0, 0.0]) == (0.5, 0.5)
    assert normalized_weights([]) == ()


def test_a_shifted_weight_leaves_the_others_their_proportions():
    # 0.35 → 0.48: the others keep 0.30 : 0.20 : 0.15 and share 0.52
    shifted = shifted_weights(WEIGHTS, 0, 0.48)

    assert shifted == pytest.approx((0.48, 0.24, 0.16, 0.12), abs=1e-9)


@given(
    st.lists(st.floats(0.01, 1), min_size=2, max_size=6),
    st.integers(0, 5),
    st.floats(0, 1),
)
def test_shifted_weights_always_sum_to_one(raw, at, new):
    weights = normalized_weights(raw)

    shifted = shifted_weights(weights, at % len(weights), new)

    assert sum(shifted) == pytest.approx(1.0)
    assert min(shifted) >= -1e-12


def test_a_sole_objective_that_weighs_everything_gives_way_evenly():
    assert shifted_weights((1.0, 0.0, 0.0), 0, 0.4) == pytest.approx((0.4, 0.3, 0.3))


def test_ranks_start_at_one_and_ties_keep_their_order():
    assert ranks_of([3.0, 9.0, 3.0, 1.0]) == (2, 1, 3, 4)


def test_tiers_follow_the_chance_of_a_place_at_the_top():
    assert [tier_of(p, 1.0) for p in (0.61, 0.60, 0.25, 0.2499)] == ["A", "B", "B", "C"]
    assert tier_of(0.9, 0.0) == "no_objective"


def test_the_top_is_a_third_and_at_most_eight():
    assert [top_places(count) for count in (0, 1, 3, 4, 12, 24, 500)] == [1, 1, 1, 2, 4, 8, 8]


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({}, ()),
        ({"reach": None}, ("reach",)),
        ({"population": 0.0}, ("population",)),
        ({"reach": 200_000.0}, ("reach",)),
        ({"impact": None, "confidence": 80.0}, ("impact", "confidence")),
        ({"person_months": 0.0}, ("effort",)),
    ],
)
def test_what_cannot_be_scored_says_what_is_missing(changes, gaps):
    initiative = an_initiative(**changes)

    assert scoring_gaps(initiative) == gaps
    assert (scoring_of(initiative, ()) is None) == bool(gaps)


@given(st.floats(0.1, 100), st.floats(0.25, 3), st.floats(0.1, 1), st.floats(0.1, 50))
def test_riceo_lies_between_half_and_twice_rice_for_what_serves_anything(
    reach, impact, confidence, effort
):
    scoring = Scoring("I", reach, impact, confidence, effort, (0.5, 0.0, 1.0, 0.0))

    share = riceo_score(scoring, WEIGHTS) / rice_score(scoring)

    assert 0.5 <= share <= 2.0
