"""What would flip a decision, each change verified by scoring everything again."""

import dataclasses
import random

import pytest

from lib.domain.riceo import Scoring, shifted_weights, smallest_flip, smallest_weight_flip, top_of

WEIGHTS = (0.5, 0.5)


def a_scoring(name, reach=10.0, effort=1.0, contributions=(1.0, 0.0), **changes):
    return Scoring(
        **{
            "initiative_id": name,
            "reach": reach,
            "impact": 1.0,
            "confidence": 0.8,
            "effort": effort,
            "contributions": contributions,
            **changes,
        }
    )


def test_the_smallest_change_of_an_estimate_is_found_by_hand():
    # Equal O: scores follow reach × 0.8 ÷ effort. First 40, second 32, line of the top 1 between.
    board = [a_scoring("A", reach=50.0), a_scoring("B", reach=40.0)]

    leaving = smallest_flip(board, WEIGHTS, 0, 1)
    entering = smallest_flip(board, WEIGHTS, 1, 1)

    # A falls below B's 32 with a reach under 40, or an effort over 1.25, first tenth beyond: 1.3.
    # |ln(39.9 ÷ 50)| = 0.226 is smaller than |ln 1.3| = 0.262.
    assert (leaving.field, leaving.new, leaving.enters, leaving.other_id) == (
        "reach",
        39.9,
        False,
        "B",
    )
    # B passes A's 40 with a reach over 50 (50.1), or an effort under 0.8 (0.7), or confidence 1
    # (40 = 40 is no pass): |ln(50.1 ÷ 40)| = 0.225.
    assert (entering.field, entering.new, entering.enters, entering.other_id) == (
        "reach",
        50.1,
        True,
        "A",
    )


def test_nothing_flips_where_everyone_is_at_the_top():
    board = [a_scoring("A"), a_scoring("B", reach=5.0)]

    assert smallest_flip(board, WEIGHTS, 0, 2) is None


def test_what_serves_no_objective_has_no_flip_and_is_never_in_the_top():
    board = [a_scoring("A", contributions=(0.0, 0.0), reach=100.0), a_scoring("B")]

    assert smallest_flip(board, WEIGHTS, 0, 1) is None
    assert top_of(board, WEIGHTS, 2) == ("B",)


@pytest.mark.parametrize("seed", range(8))
def test_every_flip_flips_and_nothing_smaller_of_its_kind_does(seed):
    draw = random.Random(seed)
    board = [
        a_scoring(
            f"I{k}",
            reach=draw.uniform(5, 100),
            effort=draw.uniform(2, 15),
            impact=draw.choice([0.5, 1.0, 2.0]),
            confidence=draw.choice([0.5, 0.8]),
            contributions=(draw.choice([0.0, 0.5]), draw.choice([0.5, 1.0])),
        )
        for k in range(9)
    ]
    now = top_of(board, WEIGHTS, 3)

    for at, scoring in enumerate(board):
        flip = smallest_flip(board, WEIGHTS, at, 3)
        if flip is None:
            continue
        changed = [*board]
        changed[at] = dataclasses.replace(scoring, **{flip.field: flip.new})
        then = top_of(changed, WEIGHTS, 3)
        assert (scoring.initiative_id in then) == flip.enters != (scoring.initiative_id in now)
        assert (flip.other_id in now) == flip.enters != (flip.other_id in then)
        if flip.field in ("reach", "effort"):
            step = 0.2 if flip.new < flip.old else -0.2
            milder = dataclasses.replace(scoring, **{flip.field: flip.new + step})
            changed[at] = milder
            assert top_of(changed, WEIGHTS, 3) == now or set(top_of(changed, WEIGHTS, 3)) == set(
                now
            )


def test_the_smallest_change_of_a_weight_is_found_by_hand():
    # Equal RICE of 8. A serves the first objective: 8 × (0.5 + 3 × 0.52) = 16.48;
    # B the second: 8 × (0.5 + 3 × 0.48) = 15.52. They cross at 0.50: two points away is a tie that
    # keeps the order, three points flip.
    board = [a_scoring("A"), a_scoring("B", contributions=(0.0, 1.0))]

    flip = smallest_weight_flip(board, (0.52, 0.48), 1)

    assert (flip.position, flip.old, flip.new) == (0, 0.52, pytest.approx(0.49))
    assert (flip.enters, flip.leaves) == (("B",), ("A",))
    shifted = shifted_weights((0.52, 0.48), flip.position, flip.new)
    assert top_of(board, shifted, 1) == ("B",)


def test_no_weight_flips_a_sole_objective_or_a_board_without_rivals():
    assert smallest_weight_flip([a_scoring("A", contributions=(1.0,))], (1.0,), 1) is None
    assert smallest_weight_flip([a_scoring("A")], WEIGHTS, 1) is None
