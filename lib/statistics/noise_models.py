"""Noise models of the regression: the grid of memories that it averages over."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lib.statistics.preparation import Array

_MEMORIES = np.array([0.0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.88, 0.94, 0.98, 0.998])
"""Correlations of a deviation with that of the next month; closer where the answer is sensitive."""

_PRIOR = np.array([1, 1, 1, 1, 1, 1, 1, 1, 1, 3.0])
"""Prior weights; a nearly random walk counts three times, as business series often are one."""

_FRESH = np.array([0.0, 1.0, 2.0])
"""Spread of noise that lasts one month, in standard deviations of the lasting part's surprises."""

_BLOCK = 24
"""Lengths are rounded up to it, so that a few sets of factors serve all lengths."""


def noise_models(months: NDArray[np.int64]) -> tuple[Array, Array, Array]:
    """Return inverse Cholesky factors, half log-determinants and log priors of each noise model.

    Months without a hole share the factors of a longer history: those of its first months are the
    upper left corner of its own.
    """
    count = len(months)
    if months[-1] - months[0] + 1 == count:
        inverse, log_diagonal = _unbroken(-(-count // _BLOCK) * _BLOCK)
        return inverse[:, :count, :count], log_diagonal[:, :count].sum(axis=1), _log_prior()
    inverse, log_diagonal = _broken(tuple((months - months[0]).tolist()))
    return inverse, log_diagonal.sum(axis=1), _log_prior()


@lru_cache(maxsize=8)
def _unbroken(count: int) -> tuple[Array, Array]:
    return _factors(np.arange(count))


@lru_cache(maxsize=32)
def _broken(months: tuple[int, ...]) -> tuple[Array, Array]:
    return _factors(np.array(months))


@lru_cache(maxsize=1)
def _log_prior() -> Array:
    prior = [
        np.log(weight / count)
        for memory, weight in zip(_MEMORIES, _PRIOR, strict=True)
        for count in [len(_FRESH) if memory > 0 else 1]
        for _ in range(count)
    ]
    return np.array(prior)


def _factors(months: NDArray[np.int64]) -> tuple[Array, Array]:
    """Return the inverse Cholesky factor and the logs of its diagonal, for each noise model."""
    distance = np.abs(months[:, None] - months[None])
    covariances = []
    for memory in _MEMORIES:
        base = memory**distance / (1 - memory**2)
        fresh = _FRESH if memory > 0 else _FRESH[:1]
        covariances += [base + noise**2 * np.eye(len(months)) for noise in fresh]
    factors = np.linalg.cholesky(np.array(covariances))
    return np.linalg.inv(factors), np.log(np.diagonal(factors, axis1=1, axis2=2))
