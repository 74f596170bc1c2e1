"""The memory-averaged regression: one effect with an interval that respects a series' own momentum.

The noise is a slowly fading part (an AR(1) of memory rho) plus fresh noise. No memory is picked:
the answer is averaged over a grid of memories, each weighted by how well it explains the data
(integrated likelihood with flat priors on all coefficients), which gives a mixture of Student t
distributions for the effect.

References
----------
Harville (1974), Bayesian inference for variance components using only error contrasts.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import stdtr

from lib.statistics.preparation import Array

_MEMORIES = np.array([0.0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.88, 0.94, 0.98, 0.998])
_PRIOR = np.array([1, 1, 1, 1, 1, 1, 1, 1, 1, 3.0])  # "wanders freely" counts three times
_FRESH = np.array([0.0, 1.0, 2.0])
_LEAST_DEGREES = 4


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its uncertainty.

    Attributes
    ----------
    estimate, low, high
        Weighted mean of the mixture and bounds of its interval, in units of the regressand.
    p_value
        Two-sided p-value of no effect.
    p_positive
        Probability mass above zero.
    degrees_of_freedom
        Observations less columns.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    p_positive: float
    degrees_of_freedom: int


def estimate_effect(
    values: Array,
    effects: Array,
    others: Array,
    *,
    weights: Array | None = None,
    level: float = 0.95,
) -> Effect | None:
    """Return the weighted sum of the coefficients of ``effects``; None with too few months.

    Parameters
    ----------
    values
        Shape (n,); NaN for a missing month.
    effects
        Shape (n, k): columns whose coefficients are the question.
    others
        Shape (n, m): constant, line, months, controls.
    weights
        Shape (k,): weights of the coefficients; equal by default.
    level
        Probability covered by the interval.
    """
    design = np.column_stack([effects, others])
    known = np.isfinite(values) & np.isfinite(design).all(axis=1)
    index = np.flatnonzero(known)
    degrees = len(index) - design.shape[1]
    if degrees < _LEAST_DEGREES:
        return None
    inverse, half_log_det, prior = _noise_models(tuple((index - index[0]).tolist()))
    count = effects.shape[1]
    share = np.full(count, 1 / count) if weights is None else np.asarray(weights, dtype=float)
    centers, errors, mass = _mixture(
        values[index], design[index], share, (inverse, half_log_det + 0.0, prior), degrees
    )
    tail = (1 - level) / 2
    below = _share_below(0.0, centers, errors, mass, degrees)
    return Effect(
        estimate=float((mass * centers).sum()),
        low=_quantile(tail, centers, errors, mass, degrees),
        high=_quantile(1 - tail, centers, errors, mass, degrees),
        p_value=float(min(1.0, 2 * min(below, 1 - below))),
        p_positive=float(1 - below),
        degrees_of_freedom=degrees,
    )


def _mixture(
    values: Array,
    design: Array,
    share: Array,
    noise: tuple[Array, Array, Array],
    degrees: int,
) -> tuple[Array, Array, Array]:
    """Return centre, error and weight of the effect under each noise model."""
    inverse, half_log_det, prior = noise
    scale = np.sqrt((design * design).mean(axis=0))
    scale[scale == 0] = 1.0
    question = np.zeros(design.shape[1])
    question[: len(share)] = share
    question = question / scale
    white_design = inverse @ (design / scale)
    white_values = inverse @ values
    gram = np.matmul(white_design.transpose(0, 2, 1), white_design)
    columns = gram.shape[1]
    ridge = 1e-10 * np.trace(gram, axis1=1, axis2=2)[:, None, None] / columns
    gram = gram + ridge * np.eye(columns)
    moment = np.matmul(white_design.transpose(0, 2, 1), white_values[..., None])
    right = np.concatenate(
        [moment, np.broadcast_to(question[:, None], (len(gram), columns, 1))], axis=2
    )
    solved = np.linalg.solve(gram, right)
    slope, direction = solved[..., 0], solved[..., 1]
    left = white_values - np.matmul(white_design, slope[..., None])[..., 0]
    squares = np.maximum((left * left).sum(axis=1), 1e-300)
    centers = slope @ question
    errors = np.sqrt(np.maximum(direction @ question, 0) * squares / degrees) + 1e-300
    log_mass = -half_log_det - 0.5 * np.linalg.slogdet(gram)[1]
    log_mass = log_mass - degrees / 2 * np.log(squares) + prior
    mass = np.exp(log_mass - log_mass.max())
    return centers, errors, mass / mass.sum()


@lru_cache(maxsize=512)
def _noise_models(months: tuple[int, ...]) -> tuple[Array, Array, Array]:
    """Return inverse Cholesky factors, half log-determinants and log priors of each noise model."""
    index = np.array(months)
    distance = np.abs(index[:, None] - index[None])
    covariances, prior = [], []
    for memory, weight in zip(_MEMORIES, _PRIOR, strict=True):
        base = memory**distance / (1 - memory**2)
        fresh = _FRESH if memory > 0 else _FRESH[:1]
        covariances += [base + noise**2 * np.eye(len(index)) for noise in fresh]
        prior += [np.log(weight / len(fresh))] * len(fresh)
    factors = np.linalg.cholesky(np.array(covariances))
    half_log_det = np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
    return np.linalg.inv(factors), half_log_det, np.array(prior)


def _share_below(at: float, centers: Array, errors: Array, mass: Array, degrees: int) -> float:
    return float((mass * stdtr(degrees, (at - centers) / errors)).sum())


def _quantile(share: float, centers: Array, errors: Array, mass: Array, degrees: int) -> float:
    low, high = float((centers - 60 * errors).min()), float((centers + 60 * errors).max())
    for _ in range(60):
        middle = (low + high) / 2
        if _share_below(middle, centers, errors, mass, degrees) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
