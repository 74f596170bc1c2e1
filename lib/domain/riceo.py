"""RICE, and RICEO: RICE weighted by the objectives of the company.

RICE (reach × impact × confidence ÷ effort) was published by Intercom in 2016. No public definition
of the O was found: the factor below is ours, and the methods page says so. Reach is the share of
the addressed population in percent, so that initiatives for few people and for many compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lib.domain.initiatives import Initiative

Tier = Literal["A", "B", "C", "no_objective"]
ScoreField = Literal["reach", "population", "impact", "confidence", "effort"]

IMPACT_SCALE = (0.25, 0.5, 1.0, 2.0, 3.0)
CONFIDENCE_SCALE = (0.5, 0.8, 1.0)
FULL_FACTOR = 2.0
"""Largest value of O, so that strategy at most doubles a score."""

_BASE, _SLOPE = 0.5, 3.0
TIER_A, TIER_B = 0.60, 0.25
"""Shares of plausible scorings with a place in the top: above the first, from the second."""


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
    known = [max(0.0, weight) for weight in weights if weight is not None]
    total = sum(known)
    if len(known) < len(weights) or total <= 0:
        return tuple(1 / len(weights) for _ in weights)
    return tuple(weight / total for weight in known)


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
