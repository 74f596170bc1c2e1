"""Memory-averaged regression: an effect with an interval that allows for autocorrelation.

The noise is a slowly fading part (an AR(1) of memory rho) plus fresh noise. No memory is picked:
the answer is averaged over a grid of memories, each weighted by how well it explains the data
(integrated likelihood with flat priors on all coefficients), which gives a mixture of Student t
distributions for the effect.

References
----------
Harville (1974), Bayesian inference for variance components using only error contrasts.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from lib.statistics.noise_models import noise_models
from lib.statistics.preparation import Array

_LEAST_DEGREES = 4
"""Degrees of freedom below which no interval is useful."""

_MEMORY_COST = 1
"""Degrees of freedom spent on estimating the memory."""

_HALVINGS = 45
"""Bisections of a quantile: 2**-45 of the first bracket, beyond what is ever shown."""

_ROUNDING = 1e-9
"""What is smaller than this share of the values is an error of arithmetic."""


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
        Observations less columns, less one for the memory.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    p_positive: float
    degrees_of_freedom: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """Student t distributions of an effect, one for each noise model, and their weights.

    Attributes
    ----------
    centers, errors, mass
        Shape (models,): centre, standard error, and weight (they sum to 1).
    noise
        Shape (models,): variance of the fading part's surprises.
    degrees
        Degrees of freedom, the same for all.
    """

    centers: Array
    errors: Array
    mass: Array
    noise: Array
    degrees: int

    @property
    def estimate(self) -> float:
        """Weighted mean of the centres."""
        return float(self.mass @ self.centers)

    @property
    def p_positive(self) -> float:
        """Probability mass above zero."""
        return float(1 - _share_below(np.zeros(1), self)[0])

    @property
    def p_value(self) -> float:
        """Two-sided p-value of no effect."""
        positive = self.p_positive
        return float(min(1.0, 2 * min(positive, 1 - positive)))

    def interval(self, level: float) -> Array:
        """Return the two bounds of the central interval, shape (2,)."""
        tail = (1 - level) / 2
        return _quantiles(np.array([tail, 1 - tail]), self)


def weigh_effect(
    values: Array, effects: Array, others: Array, *, weights: Array | None = None
) -> Mixture | None:
    """Return the distribution of the weighted sum of the coefficients of ``effects``.

    None with too few months.

    Parameters
    ----------
    values
        Shape (n,): NaN for a missing month.
    effects
        Shape (n, k): columns whose coefficients are the question.
    others
        Shape (n, m): constant, line, months, controls.
    weights
        Shape (k,): weights of the coefficients; equal by default.
    """
    design = np.column_stack([effects, others])
    index = np.flatnonzero(np.isfinite(values) & np.isfinite(design).all(axis=1))
    if len(index) - design.shape[1] - _MEMORY_COST < _LEAST_DEGREES:
        return None
    count = effects.shape[1]
    share = np.full(count, 1 / count) if weights is None else np.asarray(weights, dtype=float)
    return _mixture(values[index], design[index], share, noise_models(index))


def estimate_effect(
    values: Array,
    effects: Array,
    others: Array,
    *,
    weights: Array | None = None,
    level: float = 0.95,
) -> Effect | None:
    """Return ``weigh_effect`` in figures: estimate, p-value, and interval that covers ``level``."""
    mixture = weigh_effect(values, effects, others, weights=weights)
    if mixture is None:
        return None
    low, high = mixture.interval(level)
    return Effect(
        estimate=mixture.estimate,
        low=float(low),
        high=float(high),
        p_value=mixture.p_value,
        p_positive=mixture.p_positive,
        degrees_of_freedom=mixture.degrees,
    )


def expected_error(values: Array, effect: Array, others: Array) -> float:
    """Return the standard error that an effect will have once more months have a value.

    Parameters
    ----------
    values
        Shape (n,): the months so far, NaN where missing.
    effect
        Shape (n + m,): the column of the effect, with the months to come.
    others
        Shape (n + m, k): constant, line and months, with the months to come.
    """
    n = len(values)
    so_far = weigh_effect(values, others[:n, :1], others[:n, 1:])
    if so_far is None:
        return float("nan")
    months = np.concatenate([np.flatnonzero(np.isfinite(values)), np.arange(n, len(effect))])
    design = np.column_stack([effect, others])[months]
    white = noise_models(months)[0] @ design
    gram = _ridged(np.matmul(white.transpose(0, 2, 1), white))
    variance = np.linalg.inv(gram)[:, 0, 0] * so_far.noise
    return float(np.sqrt(so_far.mass @ variance))


def _mixture(
    values: Array,
    design: Array,
    share: Array,
    noise: tuple[Array, Array, Array],
) -> Mixture:
    """Return centre, error and weight of the effect under each noise model."""
    inverse, half_log_det, prior = noise
    degrees = len(values) - design.shape[1] - _MEMORY_COST
    scale = np.sqrt((design * design).mean(axis=0))
    scale[scale == 0] = 1.0
    question = np.zeros(design.shape[1])
    question[: len(share)] = share
    question = question / scale
    white_design = inverse @ (design / scale)
    white_values = inverse @ values
    gram = np.matmul(white_design.transpose(0, 2, 1), white_design)
    gram = _ridged(gram)
    moment = np.matmul(white_design.transpose(0, 2, 1), white_values[..., None])
    right = np.concatenate(
        [moment, np.broadcast_to(question[:, None], (*gram.shape[:2], 1))], axis=2
    )
    solved = np.linalg.solve(gram, right)
    slope, direction = solved[..., 0], solved[..., 1]
    left = white_values - np.matmul(white_design, slope[..., None])[..., 0]
    rounding = len(values) * float(_ROUNDING * np.abs(values).max()) ** 2
    squares = np.maximum((left * left).sum(axis=1), max(rounding, 1e-300))
    centers = slope @ question
    errors = np.sqrt(np.maximum(direction @ question, 0) * squares / degrees) + 1e-300
    log_mass = -half_log_det - 0.5 * np.linalg.slogdet(gram)[1]
    log_mass = log_mass - degrees / 2 * np.log(squares) + prior
    mass = np.exp(log_mass - log_mass.max())
    return Mixture(centers, errors, mass / mass.sum(), squares / degrees, degrees)


def _ridged(gram: Array) -> Array:
    """Return normal equations that can be solved whatever the columns."""
    columns = gram.shape[1]
    ridge = 1e-10 * np.trace(gram, axis1=1, axis2=2)[:, None, None] / columns
    return np.asarray(gram + ridge * np.eye(columns))


def _share_below(at: Array, mixture: Mixture) -> Array:
    """Return the probability mass below each of ``at``."""
    away = (at[:, None] - mixture.centers) / mixture.errors
    return np.asarray((mixture.mass * stdtr(mixture.degrees, away)).sum(axis=1))


def _quantiles(shares: Array, mixture: Mixture) -> Array:
    """Return the quantiles of a mixture, by bisection between those of its parts."""
    parts = mixture.centers + mixture.errors * stdtrit(mixture.degrees, shares[:, None])
    low, high = parts.min(axis=1), parts.max(axis=1)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = _share_below(middle, mixture) < shares
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
