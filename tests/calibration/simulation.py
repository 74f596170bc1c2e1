"""Made-up monthly series whose truth is known: the yardstick of every error rate that is published.

Each family is a kind of company history in which nothing links two metrics, nothing happens at a
launch, or no month is unusual; the related ones plant a link of known strength. Every function
draws from the generator it is given, so a seed gives the same history everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lib.statistics.preparation import Array

_BURN_IN = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A product metric and a business metric, shape (n,) each, and the slope between them."""

    product: Array
    business: Array
    slope: float = 0.0


def wandering(
    rng: np.random.Generator, months: int, memory: float, tails: float | None = None
) -> Array:
    """Return an AR(1) of unit surprises; a memory of 1 gives a random walk.

    Parameters
    ----------
    rng
        Source of the surprises.
    months
        Length of the series.
    memory
        Share of a month's deviation that is left in the next one.
    tails
        Degrees of freedom of Student's t for the surprises (more than 2); normal by default.
    """
    count = months + _BURN_IN
    surprises = (
        rng.standard_normal(count)
        if tails is None
        else rng.standard_t(tails, count) / np.sqrt(tails / (tails - 2))
    )
    if memory >= 1:
        return np.cumsum(surprises[_BURN_IN:])
    path = np.empty(count)
    level = 0.0
    for month, surprise in enumerate(surprises):
        level = memory * level + surprise
        path[month] = level
    return path[_BURN_IN:]


def yearly_pattern(rng: np.random.Generator, months: int, spread: float) -> Array:
    """Return an irregular pattern of twelve months, repeated, of standard deviation ``spread``."""
    pattern = rng.standard_normal(12)
    pattern = (pattern - pattern.mean()) / pattern.std() * spread
    return np.resize(pattern, months)


def _white(rng: np.random.Generator, n: int) -> Pair:
    return Pair(wandering(rng, n, 0.0), wandering(rng, n, 0.0))


def _walks(rng: np.random.Generator, n: int) -> Pair:
    return Pair(wandering(rng, n, 1.0), wandering(rng, n, 1.0))


def _drifting_walks(rng: np.random.Generator, n: int) -> Pair:
    line = 0.7 * np.arange(n)
    return Pair(wandering(rng, n, 1.0) + line, wandering(rng, n, 1.0) + line)


def _slow(rng: np.random.Generator, n: int) -> Pair:
    return Pair(wandering(rng, n, 0.8), wandering(rng, n, 0.8))


def _same_line(rng: np.random.Generator, n: int) -> Pair:
    line = 0.15 * np.arange(n)
    return Pair(line + wandering(rng, n, 0.5), line + wandering(rng, n, 0.5))


def _same_curve(rng: np.random.Generator, n: int) -> Pair:
    curve = 12 / (1 + np.exp(-(np.arange(n) - n / 2) / (n / 8)))
    return Pair(curve + wandering(rng, n, 0.5), curve + wandering(rng, n, 0.5))


def _same_season(rng: np.random.Generator, n: int) -> Pair:
    season = yearly_pattern(rng, n, 2.0)
    return Pair(season + wandering(rng, n, 0.3), season + wandering(rng, n, 0.3))


def _same_jump(rng: np.random.Generator, n: int) -> Pair:
    jump = 5.0 * (np.arange(n) >= rng.integers(n // 4, 3 * n // 4))
    return Pair(jump + wandering(rng, n, 0.3), jump + wandering(rng, n, 0.3))


def _mixed(rng: np.random.Generator, n: int) -> Pair:
    season, line = yearly_pattern(rng, n, 1.5), 0.1 * np.arange(n)
    return Pair(
        line + season + wandering(rng, n, 0.6, tails=5),
        line + 0.8 * season + wandering(rng, n, 0.6, tails=5),
    )


def _same_growth(rng: np.random.Generator, n: int) -> Pair:
    shared = 0.03 * np.arange(n) + yearly_pattern(rng, n, 0.10)
    return Pair(
        np.exp(4 + shared + 0.05 * wandering(rng, n, 0.6)),
        np.exp(6 + shared + 0.05 * wandering(rng, n, 0.6)),
    )


def _mixed_with_gaps(rng: np.random.Generator, n: int) -> Pair:
    pair = _mixed(rng, n)
    for series in (pair.product, pair.business):
        series[rng.random(n) < 0.10] = np.nan
    return pair


def _reversed(rng: np.random.Generator, n: int) -> Pair:
    business = wandering(rng, n + 2, 0.6)
    return Pair(1.2 * business[:-2] + wandering(rng, n, 0.5), business[2:])


UNRELATED: dict[str, Callable[[np.random.Generator, int], Pair]] = {
    "white_noise": _white,
    "random_walks": _walks,
    "drifting_walks": _drifting_walks,
    "slow_series": _slow,
    "shared_line": _same_line,
    "shared_curve": _same_curve,
    "shared_season": _same_season,
    "shared_jump": _same_jump,
    "line_season_heavy_tails": _mixed,
    "shared_growth": _same_growth,
    "gaps": _mixed_with_gaps,
    "reversed": _reversed,
}
"""Families in which the product metric does not lead the business metric."""


def related_pair(
    rng: np.random.Generator, months: int, *, lag: int, strength: float, noise: float = 0.0
) -> Pair:
    """Return a pair in which the business metric follows the product metric.

    Parameters
    ----------
    rng
        Source of the surprises.
    months
        Length of both series.
    lag
        Months between the move and what follows.
    strength
        Correlation carried by the business metric's surprises (0 to 1).
    noise
        Standard deviation of the measurement noise of the product metric, in surprises.
    """
    slope = strength / np.sqrt(1 - strength**2)
    driver = wandering(rng, months + lag, 0.7)
    line = 0.1 * np.arange(months)
    product = line + yearly_pattern(rng, months, 1.0) + driver[lag:]
    business = line + yearly_pattern(rng, months, 1.0) + slope * driver[:months]
    business = business + wandering(rng, months, 0.6)
    return Pair(product + noise * rng.standard_normal(months), business, float(slope))


def company_pair(
    rng: np.random.Generator, months: int, *, lag: int, strength: float, held_until: int | None
) -> Pair:
    """Return a pair whose surprises correlate; the link may stop at month ``held_until``.

    A negative lag makes the business metric move first. Both sides keep 0.4 of a deviation, have a
    season and a line of two standard deviations over the history.
    """
    ahead = abs(lag)
    first = rng.standard_normal(months + ahead + _BURN_IN)
    noise = rng.standard_normal(months + ahead + _BURN_IN)
    force = np.full(len(first), strength)
    if held_until is not None:
        force[_BURN_IN + ahead + held_until :] = 0.0
    follows = noise.copy()
    source = first[: len(first) - ahead] if ahead else first
    pull = force[ahead:]
    follows[ahead:] = pull * source + np.sqrt(1 - pull**2) * noise[ahead:]
    line = np.linspace(0.0, 2.0, months)
    leading, following = (_faded(surprises)[-months:] for surprises in (first, follows))
    leading = leading + line + yearly_pattern(rng, months, 0.5)
    following = following + line + yearly_pattern(rng, months, 0.8)
    if lag < 0:
        return Pair(following, leading)
    return Pair(leading, following)


def _faded(surprises: Array, memory: float = 0.4) -> Array:
    path = np.empty_like(surprises)
    level = 0.0
    for month, surprise in enumerate(surprises):
        level = memory * level + surprise
        path[month] = level
    return path


UNTOUCHED: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "white_noise": lambda rng, n: wandering(rng, n, 0.0),
    "line_medium_memory": lambda rng, n: 0.1 * np.arange(n) + wandering(rng, n, 0.5),
    "slow_series": lambda rng, n: wandering(rng, n, 0.8),
    "random_walk": lambda rng, n: wandering(rng, n, 1.0),
    "drifting_walk": lambda rng, n: 0.5 * np.arange(n) + wandering(rng, n, 1.0),
    "season": lambda rng, n: (
        0.1 * np.arange(n) + yearly_pattern(rng, n, 2.0) + wandering(rng, n, 0.5)
    ),
    "heavy_tails": lambda rng, n: 0.1 * np.arange(n) + wandering(rng, n, 0.5, tails=3),
}
"""Families of one metric that no launch touches."""

QUIET: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "white_noise": lambda rng, n: wandering(rng, n, 0.0),
    "short_memory": lambda rng, n: wandering(rng, n, 0.3),
    "medium_memory": lambda rng, n: wandering(rng, n, 0.5),
    "slow_series": lambda rng, n: wandering(rng, n, 0.8),
    "random_walk": lambda rng, n: wandering(rng, n, 1.0),
    "line_medium_memory": lambda rng, n: 0.15 * np.arange(n) + wandering(rng, n, 0.5),
    "season": lambda rng, n: (
        0.15 * np.arange(n) + yearly_pattern(rng, n, 1.5) + wandering(rng, n, 0.5)
    ),
    "heavy_tails": lambda rng, n: 0.1 * np.arange(n) + wandering(rng, n, 0.3, tails=4),
}
"""Families of one metric in which no month is unusual."""
