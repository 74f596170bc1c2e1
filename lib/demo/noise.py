"""Random paths with memory, and the same paths made to pass through known values.

A path is an AR(1) whose surprises have a standard deviation of one. Conditioning is Gaussian:
the path is replaced by the most likely one near it that meets the conditions, so that it stays
plausible between them.
"""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MEMORY = 0.4
"""Share of a month's deviation that is still there the month after."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a path must satisfy: ``weights @ path == values``, one row a condition."""

    weights: Array
    values: Array


def generator(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one metric, independent of the other metrics."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def path_from(surprises: Array) -> Array:
    """Return the path whose month-to-month surprises are given."""
    path = np.empty_like(surprises)
    path[0] = surprises[0] / np.sqrt(1 - MEMORY**2)
    for t in range(1, len(surprises)):
        path[t] = MEMORY * path[t - 1] + surprises[t]
    return path


def surprises_of(path: Array) -> Array:
    """Return what each month of a path adds to the value expected from the month before."""
    surprises = path.copy()
    surprises[0] *= np.sqrt(1 - MEMORY**2)
    surprises[1:] -= MEMORY * path[:-1]
    return surprises


def conditioned(path: Array, conditions: Conditions) -> Array:
    """Return the path moved so that the conditions hold exactly."""
    months = np.arange(len(path))
    covariance = MEMORY ** np.abs(months[:, None] - months) / (1 - MEMORY**2)
    weights = conditions.weights
    gap = conditions.values - weights @ path
    moved = covariance @ weights.T @ np.linalg.solve(weights @ covariance @ weights.T, gap)
    return np.asarray(path + moved)


def season_pattern(rng: np.random.Generator, months: int) -> Array:
    """Return a smooth yearly pattern of unit standard deviation, starting in January."""
    angle = 2 * np.pi * np.arange(12) / 12
    a, b, c, d = rng.standard_normal(4)
    year = (
        a * np.cos(angle)
        + b * np.sin(angle)
        + 0.5 * (c * np.cos(2 * angle) + d * np.sin(2 * angle))
    )
    year = (year - year.mean()) / year.std()
    return np.asarray(np.resize(year, months))
