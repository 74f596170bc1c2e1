"""RICE, and RICEO: RICE weighted by the objectives of the company.

RICE (reach × impact × confidence ÷ effort) was published by Intercom in 2016. No public definition
of the O was found: the factor below is ours, and the methods page says so. Reach is the share of
the addressed population in percent, so that initiatives for few people and for many compare.

A flip is the smallest single change that moves an initiative into or out of the top, verified by
scoring everything again. Changes are those a reader would make: an effort to the tenth of a
person-month, a reach to the tenth of a point, an impact or a confidence by whole steps of its
scale, a weight by whole points.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lib.domain.initiatives import Initiative

Tier = Literal["A", "B", "C", "no_objective"]
ScoreField = Literal["reach", "population", "impact", "confidence", "effort"]

IMPACT_SCALE = (0.25, 0.5, 1.0, 2.0, 3.0)
CONFIDENCE_SCALE = (0.5, 0.8, 1.0)
"""Scales of RICE as Intercom published it."""

FULL_FACTOR = 2.0
"""Largest value of O, so that strategy at most doubles a score."""

_BASE, _SLOPE = 0.5, 3.0
"""O starts at 0.5 and reaches its cap once half of all weight is served; our own definition."""

TIER_A, TIER_B = 0.60, 0.25
"""Shares of plausible scorings with a place in the top: above 60 % is A, from 25 % is B; ours."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """What an initiative is scored on.

    Attributes
    ----------
    initiative_id
        Initiative scored.
    reach
        Share of the addressed population touched in a quarter, in percent.
    impact, confidence
        Factors of RICE; confidence is a share of one.
    effort
        Person-months.
    contributions
        Contribution to each objective, in the order of the weights: 0, 0.5 or 1.
    """

    initiative_id: str
    reach: float
    impact: float
    confidence: float
    effort: float
    contributions: tuple[float, ...]


def rice_score(scoring: Scoring) -> float:
    """Return reach × impact × confidence ÷ effort."""
    return scoring.reach * scoring.impact * scoring.confidence / scoring.effort


def objective_factor(contributions: Sequence[float], weights: Sequence[float]) -> float:
    """Return the O: 0.5 + 3 × Σ weight × contribution, at most 2; 0 without any contribution."""
    if not any(share > 0 for share in contributions):
        return 0.0
    served = sum(weight * share for weight, share in zip(weights, contributions, strict=True))
    return min(FULL_FACTOR, _BASE + _SLOPE * served)


def riceo_score(scoring: Scoring, weights: Sequence[float]) -> float:
    """Return RICE × O."""
    return rice_score(scoring) * objective_factor(scoring.contributions, weights)


def counted_contribution(declared: float, *, names_key_result: bool) -> float:
    """Return the contribution counted: a direct one that names no key result is indirect."""
    return declared if names_key_result else min(declared, 0.5)


def normalized_weights(weights: Sequence[float | None]) -> tuple[float, ...]:
    """Return weights that sum to 1; equal ones where any is missing or all are 0."""
    declared = [max(0.0, weight) for weight in weights if weight is not None]
    total = sum(declared)
    if len(declared) < len(weights) or total <= 0:
        return tuple(1 / len(weights) for _ in weights)
    return tuple(weight / total for weight in declared)


def shifted_weights(weights: Sequence[float], at: int, new: float) -> tuple[float, ...]:
    """Return the weights with one set to ``new``, the others keeping their proportions."""
    rest = 1.0 - weights[at]
    share = (1.0 - new) / rest if rest > 0 else 0.0
    spread = (1.0 - new) / (len(weights) - 1) if rest <= 0 and len(weights) > 1 else 0.0
    return tuple(
        new if position == at else weight * share + spread
        for position, weight in enumerate(weights)
    )


def ranks_of(scores: Sequence[float]) -> tuple[int, ...]:
    """Return the rank of each score, 1 for the highest; equal scores keep their order."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    places = [0] * len(scores)
    for rank, at in enumerate(order, start=1):
        places[at] = rank
    return tuple(places)


def tier_of(p_top: float, factor: float) -> Tier:
    """Return the tier: A above 60 % of draws at the top, B from 25 %, C below; or no objective."""
    if factor <= 0:
        return "no_objective"
    if p_top > TIER_A:
        return "A"
    return "B" if p_top >= TIER_B else "C"


def top_places(count: int) -> int:
    """Return how many places the top has: a third of the initiatives, at most eight."""
    return min(8, max(1, -(-count // 3)))


def scoring_gaps(initiative: Initiative) -> tuple[ScoreField, ...]:
    """Return what is missing, or cannot be, for an initiative to be scored."""
    reach, population = initiative.reach, initiative.population
    share_known = reach is not None and population is not None
    sound: dict[ScoreField, bool] = {
        "reach": reach is not None and reach >= 0,
        "population": population is not None and population > 0,
        "impact": (initiative.impact or 0) > 0,
        "confidence": 0 < (initiative.confidence or 0) <= 1,
        "effort": (initiative.person_months or 0) > 0,
    }
    if share_known and (reach or 0) > (population or 0) > 0:
        sound["reach"] = False
    return tuple(name for name, is_sound in sound.items() if not is_sound)


def scoring_of(initiative: Initiative, contributions: tuple[float, ...]) -> Scoring | None:
    """Return what an initiative is scored on; None where ``scoring_gaps`` finds any."""
    if scoring_gaps(initiative):
        return None
    return Scoring(
        initiative_id=initiative.initiative_id,
        reach=100.0 * (initiative.reach or 0.0) / (initiative.population or 1.0),
        impact=initiative.impact or 0.0,
        confidence=initiative.confidence or 0.0,
        effort=initiative.person_months or 0.0,
        contributions=contributions,
    )


FlipField = Literal["reach", "impact", "confidence", "effort"]

_FINEST = 0.1
"""Step of a suggested change: a tenth of a person-month, or of a point of reach."""

_LARGEST_REACH = 100.0
"""Reach is a percentage of the addressed population."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A changed estimate of one initiative that moves it into or out of the top.

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
    """Return the first ``top`` initiatives by RICEO; one without an objective is left out."""
    eligible = [item for item in scorings if objective_factor(item.contributions, weights) > 0]
    ordered = sorted(eligible, key=lambda item: -riceo_score(item, weights))
    return tuple(item.initiative_id for item in ordered[:top])


def smallest_flip(
    scorings: Sequence[Scoring], weights: Sequence[float], at: int, top: int
) -> Flip | None:
    """Return the smallest single change of one initiative's estimates that changes its place.

    None where no such change exists: the initiative serves no objective, all are in the top, or no
    possible value is enough.
    """
    scoring = scorings[at]
    leaders = top_of(scorings, weights, top + 1)
    limit = [name for name in leaders if name != scoring.initiative_id][:top]
    score = riceo_score(scoring, weights)
    if len(limit) < top or score <= 0:
        return None
    rival = next(item for item in scorings if item.initiative_id == limit[-1])
    line = riceo_score(rival, weights)
    inside = scoring.initiative_id in leaders[:top]
    flips = [
        Flip(
            initiative_id=scoring.initiative_id,
            field=field,
            old=getattr(scoring, field),
            new=new,
            enters=not inside,
            other_id=rival.initiative_id,
        )
        for field, values in _candidates(scoring, line / score, leaving=inside)
        if (new := _first_crossing(scoring, weights, field, values, line)) is not None
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
    scoring: Scoring, ratio: float, *, leaving: bool
) -> Iterator[tuple[FlipField, list[float]]]:
    """Yield each estimate with the values to try, smallest change first.

    ``ratio`` is the score to reach ÷ the score now.
    """
    yield "reach", [value for value in _near(scoring.reach * ratio) if 0 < value <= _LARGEST_REACH]
    yield "effort", [value for value in _near(scoring.effort / ratio) if value > 0]
    yield "impact", _steps(IMPACT_SCALE, scoring.impact, down=leaving)
    yield "confidence", _steps(CONFIDENCE_SCALE, scoring.confidence, down=leaving)


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
    scoring: Scoring, weights: Sequence[float], field: FlipField, values: list[float], line: float
) -> float | None:
    """Return the smallest change that takes the score to the other side of the line."""
    before = riceo_score(scoring, weights)
    crossing = []
    for value in values:
        changed = riceo_score(_changed(scoring, field, value), weights)
        if (before - line) * (changed - line) < 0 or (before == line != changed):
            crossing.append(value)
    old: float = getattr(scoring, field)
    return min(crossing, key=lambda value: abs(math.log(value / old)), default=None)


def _changed(scoring: Scoring, field: FlipField, value: float) -> Scoring:
    if field == "reach":
        return replace(scoring, reach=value)
    if field == "effort":
        return replace(scoring, effort=value)
    if field == "impact":
        return replace(scoring, impact=value)
    return replace(scoring, confidence=value)
