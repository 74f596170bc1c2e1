"""The smallest single change that flips a decision, each verified by scoring everything again.

A decision is who stands among the first ``top``. Changes are told as a reader would make them: an
effort to the tenth of a person-month, a reach to the tenth of a point, an impact or a confidence
by whole steps of its scale, a weight by whole points.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.domain.riceo import (
    CONFIDENCE_SCALE,
    IMPACT_SCALE,
    Scoring,
    objective_factor,
    riceo_score,
    shifted_weights,
)

FlipField = Literal["reach", "impact", "confidence", "effort"]

_FINEST = 0.1  # of a person-month, or of a point of reach
_LARGEST_REACH = 100.0


@dataclass(frozen=True, slots=True)
class Flip:
    """One changed estimate of one initiative that takes it over the line of the top.

    Attributes
    ----------
    initiative_id
        Initiative whose estimate changes.
    field
        Estimate changed.
    old, new
        Its value now, and the value that flips.
    enters
        Whether the initiative enters the top; else it leaves it.
    other_id
        Initiative that leaves in its place, or takes it.
    """

    initiative_id: str
    field: FlipField
    old: float
    new: float
    enters: bool
    other_id: str

    @property
    def size(self) -> float:
        """How large the change is: the logarithm of its ratio, so that × 2 equals ÷ 2."""
        return abs(math.log(self.new / self.old))


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """A change of one objective's weight, the others rescaled, that changes the top.

    Attributes
    ----------
    position
        Position of the objective among the weights.
    old, new
        Weights before and after, shares of one.
    enters, leaves
        Initiatives that enter and leave the top.
    """

    position: int
    old: float
    new: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def top_of(scorings: Sequence[Scoring], weights: Sequence[float], top: int) -> tuple[str, ...]:
    """Return the first ``top`` initiatives by RICEO; one without objective is never among them."""
    eligible = [one for one in scorings if objective_factor(one.contributions, weights) > 0]
    ordered = sorted(eligible, key=lambda one: -riceo_score(one, weights))
    return tuple(one.initiative_id for one in ordered[:top])


def smallest_flip(
    scorings: Sequence[Scoring], weights: Sequence[float], at: int, top: int
) -> Flip | None:
    """Return the smallest single change of one initiative's estimates that flips its place.

    None where no such change exists: it serves no objective, everyone is in the top, or no
    possible value is enough.
    """
    own = scorings[at]
    leaders = top_of(scorings, weights, top + 1)
    limit = [name for name in leaders if name != own.initiative_id][:top]
    score = riceo_score(own, weights)
    if len(limit) < top or score <= 0:
        return None
    rival = next(one for one in scorings if one.initiative_id == limit[-1])
    line = riceo_score(rival, weights)
    inside = own.initiative_id in leaders[:top]
    flips = [
        Flip(own.initiative_id, field, getattr(own, field), new, not inside, rival.initiative_id)
        for field, values in _candidates(own, line / score, leaving=inside)
        if (new := _first_crossing(own, weights, field, values, line)) is not None
    ]
    return min(flips, key=lambda flip: flip.size, default=None)


def smallest_weight_flip(
    scorings: Sequence[Scoring], weights: Sequence[float], top: int
) -> WeightFlip | None:
    """Return the smallest change of one weight, in whole points, that changes who is in the top."""
    if len(weights) < 2:
        return None
    now = set(top_of(scorings, weights, top))
    for points in range(1, 101):
        for position, old in enumerate(weights):
            for new in (old + points / 100, old - points / 100):
                if not -1e-12 <= new <= 1 + 1e-12:
                    continue
                bounded = min(1.0, max(0.0, new))
                then = set(top_of(scorings, shifted_weights(weights, position, bounded), top))
                if then != now:
                    return WeightFlip(
                        position, old, bounded, tuple(sorted(then - now)), tuple(sorted(now - then))
                    )
    return None


def _candidates(
    own: Scoring, ratio: float, *, leaving: bool
) -> Iterator[tuple[FlipField, list[float]]]:
    """Give each estimate with the values to try, the mildest first; ``ratio`` is line ÷ score."""
    yield "reach", [value for value in _near(own.reach * ratio) if 0 < value <= _LARGEST_REACH]
    yield "effort", [value for value in _near(own.effort / ratio) if value > 0]
    yield "impact", _steps(IMPACT_SCALE, own.impact, down=leaving)
    yield "confidence", _steps(CONFIDENCE_SCALE, own.confidence, down=leaving)


def _near(value: float) -> list[float]:
    """Return the readable values around an exact crossing, from one side to the other."""
    base = math.floor(value / _FINEST)
    return [round((base + k) * _FINEST, 1) for k in (0, 1, -1, 2)]


def _steps(scale: Sequence[float], value: float, *, down: bool) -> list[float]:
    return (
        [step for step in reversed(scale) if step < value]
        if down
        else [step for step in scale if step > value]
    )


def _first_crossing(
    own: Scoring, weights: Sequence[float], field: FlipField, values: list[float], line: float
) -> float | None:
    """Return the mildest value that takes the score to the other side of the line."""
    before = riceo_score(own, weights)
    crossing = []
    for value in values:
        changed = riceo_score(_changed(own, field, value), weights)
        if (before - line) * (changed - line) < 0 or (before == line != changed):
            crossing.append(value)
    old: float = getattr(own, field)
    return min(crossing, key=lambda value: abs(math.log(value / old)), default=None)


def _changed(own: Scoring, field: FlipField, value: float) -> Scoring:
    if field == "reach":
        return dataclasses.replace(own, reach=value)
    if field == "effort":
        return dataclasses.replace(own, effort=value)
    if field == "impact":
        return dataclasses.replace(own, impact=value)
    return dataclasses.replace(own, confidence=value)
