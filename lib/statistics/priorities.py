"""Stability of a ranking: the rank of each item over many plausible scorings.

Each draw moves the inputs within their usual error, scores every item again and ranks them. The
result is how often each item had each rank, from which every probability and range follows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 20_000
"""Draws that keep a probability within two points between seeds."""

_CHUNK = 1_000
"""Draws computed at once: a few megabytes for a hundred items."""

_REACH_SPREAD, _EFFORT_SPREAD = 0.25, 0.30
"""Spreads of log-normal errors: a reach is off by about a quarter, an effort by about a third."""

_EFFORT_BIAS = 1.10
"""Efforts are estimated too low by a tenth on average."""

_IMPACT_STEP = 0.40
"""Chance that an impact is one step of its scale too high or too low."""

_WEIGHT_CONCENTRATION = 30.0
"""Of the Dirichlet law of the weights: a weight of 0.3 varies by about 0.08."""

_IMPACTS = np.array([0.25, 0.5, 1.0, 2.0, 3.0])
"""Scale of impacts of RICE."""


@dataclass(frozen=True, slots=True)
class Factors:
    """The inputs of a ranking.

    Attributes
    ----------
    reach, impact, confidence, effort
        Shape (items,): share of the population in percent, 0.25 to 3, share of one, person-months.
    contributions
        Shape (items, objectives): 0, 0.5 or 1.
    weights
        Shape (objectives,): sum to 1.
    """

    reach: Floats
    impact: Floats
    confidence: Floats
    effort: Floats
    contributions: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class RankSensitivity:
    """How often each item had each rank.

    Attributes
    ----------
    shares
        Shape (items, ranks): share of the draws in which item ``i`` had rank ``r + 1``.
    regret
        Share of the best attainable total score lost, on average, by keeping today's top.
    draws
        Number of draws.
    """

    shares: Floats
    regret: float
    draws: int

    def p_top(self, top: int) -> Floats:
        """Return the share of draws in which each item is among the first ``top``."""
        return np.asarray(self.shares[:, :top].sum(axis=1))

    def rank_bounds(self, level: float = 0.8) -> NDArray[np.int64]:
        """Return shape (items, 2): the ranks between which each item lies in ``level`` of draws."""
        reached = np.cumsum(self.shares, axis=1)
        tail = (1.0 - level) / 2
        low = (reached >= tail - 1e-12).argmax(axis=1) + 1
        high = (reached >= 1.0 - tail - 1e-12).argmax(axis=1) + 1
        return np.stack([low, high], axis=1)


def simulate_ranks(
    factors: Factors, *, top: int, draws: int = DRAWS, seed: int = 1
) -> RankSensitivity:
    """Return how stable the ranking by RICE × O is when its inputs move.

    Parameters
    ----------
    factors
        Inputs as stated.
    top
        Places whose regret is measured.
    draws, seed
        Number of plausible scorings, and the start of the generator: same seed, same answer.

    Returns
    -------
    RankSensitivity
        How often each rank was reached, and the regret of the present top.

    Notes
    -----
    Reach moves by a log-normal factor of spread 0.25; impact by one step of its scale with
    probability 0.4, up or down alike; effort by +10 % (estimates run short) and a log-normal factor
    of spread 0.30; weights follow a Dirichlet law around the stated ones. Confidence is not moved:
    it already states an uncertainty.

    References
    ----------
    Lahdelma, Hokkanen and Salminen, *SMAA: stochastic multiobjective acceptability analysis*,
    European Journal of Operational Research 106 (1998): rank acceptability.
    """
    count = len(factors.reach)
    generator = np.random.default_rng(seed)
    reached = np.zeros((count, count))
    present = np.argsort(-_stated(factors), kind="stable")[:top]
    regret = 0.0
    for start in range(0, draws, _CHUNK):
        size = min(_CHUNK, draws - start)
        scores = _draw(factors, generator, size)
        order = np.argsort(-scores, axis=1, kind="stable")
        for rank in range(count):
            reached[:, rank] += np.bincount(order[:, rank], minlength=count)
        regret += _lost(scores, order[:, :top], present)
    return RankSensitivity(reached / draws, regret / draws, draws)


def objective_factors(contributions: Floats, weights: Floats) -> Floats:
    """Return the O of each item for each row of weights, shape (rows, items)."""
    served = weights @ contributions.T
    factor: Floats = np.minimum(2.0, 0.5 + 3.0 * served)
    return np.where(contributions.max(axis=1, initial=0.0) > 0, factor, 0.0)


def _stated(factors: Factors) -> Floats:
    rice = factors.reach * factors.impact * factors.confidence / factors.effort
    stated: Floats = rice * objective_factors(factors.contributions, factors.weights[None, :])[0]
    return stated


def _draw(factors: Factors, generator: np.random.Generator, size: int) -> Floats:
    shape = (size, len(factors.reach))
    reach = factors.reach * np.exp(_REACH_SPREAD * generator.standard_normal(shape))
    moved = generator.choice(
        [-1, 0, 1], shape, p=[_IMPACT_STEP / 2, 1 - _IMPACT_STEP, _IMPACT_STEP / 2]
    )
    nearest = np.abs(_IMPACTS[None, :] - factors.impact[:, None]).argmin(axis=1)
    stepped = _IMPACTS[np.clip(nearest + moved, 0, len(_IMPACTS) - 1)]
    impact = np.where(moved == 0, factors.impact, stepped)
    spread = np.exp(_EFFORT_SPREAD * generator.standard_normal(shape))
    effort = factors.effort * _EFFORT_BIAS * spread
    weights = generator.dirichlet(factors.weights * _WEIGHT_CONCENTRATION + 1e-6, size)
    factor = objective_factors(factors.contributions, weights)
    scores: Floats = reach * impact * factors.confidence / effort * factor
    return scores


def _lost(scores: Floats, best: NDArray[np.int64], present: NDArray[np.int64]) -> float:
    """Return the sum over draws of the share of the best top's score that ``present`` loses."""
    attainable = np.take_along_axis(scores, best, axis=1).sum(axis=1)
    present_score = scores[:, present].sum(axis=1)
    share = np.divide(present_score, attainable, out=np.ones_like(attainable), where=attainable > 0)
    return float((1.0 - share).sum())
