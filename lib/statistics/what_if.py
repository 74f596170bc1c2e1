"""Simulation of what a move of a product metric would bring through an assessed pair.

The link, the size of the move and the delivery date are drawn together; every figure is read from
the same draws. A scenario is no measurement: it is right only if the past link goes on.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from lib.statistics.pairs import PairLabel
from lib.statistics.ranks import rank_correlation

Floats = NDArray[np.float64]
Refusal = Literal["", "label", "beyond", "no_history"]
Driver = Literal["link", "move", "delivery"]

DRAWS = 20_000
"""Draws that keep a percentile within two percent between seeds."""

EDGE = 0.8
"""Share of the largest move ever seen from which a move is at the edge of experience."""

ALLOWED: tuple[PairLabel, ...] = ("established", "suggestive")
"""Labels of pairs through which a what-if may be computed."""

_PERT_SHAPE = 4.0
"""Weight of the likely value; the customary PERT law."""

_PRIOR_SHRINK = 0.35
"""Share by which a link chosen after looking is lowered when it is just significant."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest, likely and highest value of an input."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class LinkEstimate:
    """The link of a pair: business units for one unit of the product metric.

    Attributes
    ----------
    estimate, low, high
        Slope with its 95 % interval.
    degrees_of_freedom
        Of its test.
    lag
        Months after which the business metric follows.
    was_searched
        Whether the lag was chosen after looking; the link is then shrunk.
    product_level, business_level
        Latest values, used for a side taken in logarithms; NaN where not needed.
    product_in_logs, business_in_logs
        Which sides were taken in logarithms.
    """

    estimate: float
    low: float
    high: float
    degrees_of_freedom: int
    lag: int
    was_searched: bool = False
    product_level: float = float("nan")
    business_level: float = float("nan")
    product_in_logs: bool = False
    business_in_logs: bool = False


@dataclass(frozen=True, slots=True)
class WhatIfPlan:
    """What is assumed.

    Attributes
    ----------
    move
        Move of the product metric, in its unit.
    delivery
        Months until it is delivered.
    ramp_months
        Months over which the effect builds; 0 for at once.
    horizon_months
        Months counted.
    value_per_unit
        Euros a year for one unit more of the business metric.
    yearly_discount
        Share by which a year of waiting lowers a value.
    cost
        Cost in euros.
    """

    move: Spread
    delivery: Spread
    ramp_months: float
    horizon_months: int
    value_per_unit: float
    yearly_discount: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The values that one, five and nine draws in ten stay below."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a plan would bring, if the past link holds.

    Attributes
    ----------
    value
        Euros over the horizon.
    delivery
        Months until delivery.
    cost_of_delay
        Euros lost by delivering one month later.
    p_positive, p_pays, p_late
        Share of draws that bring something, that bring more than the cost, and that are not
        delivered within the horizon.
    drivers
        Share of the uncertainty due to each input: squared rank correlation with the value.
    draws
        Number of draws.
    """

    value: Percentiles
    delivery: Percentiles
    cost_of_delay: Percentiles
    p_positive: float
    p_pays: float
    p_late: float
    drivers: dict[Driver, float]
    draws: int


def largest_move(values: Floats, span: int) -> float:
    """Return the largest absolute move of a series within ``span`` months; NaN without any.

    Parameters
    ----------
    values
        Shape (months,), the metric's unit, NaN where missing.
    span
        Months at most between the two values.
    """
    moves = [
        np.abs(values[step:] - values[:-step]) for step in range(1, min(span, len(values) - 1) + 1)
    ]
    sizes = np.concatenate(moves) if moves else np.array([])
    sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max()) if sizes.size else float("nan")


def refusal(label: PairLabel, move: Spread, largest: float) -> Refusal:
    """Return why nothing may be computed; empty where it may."""
    if label not in ALLOWED:
        return "label"
    if not np.isfinite(largest):
        return "no_history"
    return "beyond" if _size(move) > largest else ""


def is_edge(move: Spread, largest: float) -> bool:
    """Return whether a move lies at the edge of what was ever seen."""
    return _size(move) >= EDGE * largest


def shrunk_estimate(link: LinkEstimate) -> float:
    """Return the link, lowered where its lag was searched.

    A searched link that is just significant is exaggerated: it is multiplied by
    ``1 - 0.35 (critical t / t)²``. Nothing is lowered where the lag was declared beforehand.
    """
    if not link.was_searched or not link.estimate:
        return link.estimate
    critical = float(stdtrit(link.degrees_of_freedom, 0.975))
    ratio = abs(link.estimate) / _scale(link)
    return float(link.estimate * max(0.0, 1 - _PRIOR_SHRINK * (critical / ratio) ** 2))


def pert(spread: Spread, draws: int, generator: np.random.Generator) -> Floats:
    """Return draws of a PERT law: a beta law between two ends around a likely value."""
    low, high = spread.low, spread.high
    if low == high:
        return np.full(draws, low)
    first = 1 + _PERT_SHAPE * (spread.likely - low) / (high - low)
    second = 1 + _PERT_SHAPE * (high - spread.likely) / (high - low)
    return np.asarray(low + (high - low) * generator.beta(first, second, draws))


def simulate(link: LinkEstimate, plan: WhatIfPlan, *, draws: int = DRAWS, seed: int = 1) -> WhatIf:
    """Return what a plan would bring through a link: same seed, same answer."""
    generator = np.random.default_rng(seed)
    slopes = shrunk_estimate(link) + _scale(link) * generator.standard_t(
        max(1, link.degrees_of_freedom), draws
    )
    moves = pert(plan.move, draws, generator)
    delivery = pert(plan.delivery, draws, generator)
    effects = _effects(link, slopes, moves)
    value = effects * _worth(plan, link.lag, delivery)
    later = effects * _worth(plan, link.lag, delivery + 1)
    return WhatIf(
        value=_percentiles(value),
        delivery=_percentiles(delivery),
        cost_of_delay=_percentiles(value - later),
        p_positive=float((value > 0).mean()),
        p_pays=float((value > plan.cost).mean()),
        p_late=float((delivery >= plan.horizon_months).mean()),
        drivers={
            "link": _driver(slopes, value),
            "move": _driver(moves, value),
            "delivery": _driver(delivery, value),
        },
        draws=draws,
    )


def _scale(link: LinkEstimate) -> float:
    """Return the standard error of a link from its interval."""
    return (link.high - link.low) / 2 / float(stdtrit(max(1, link.degrees_of_freedom), 0.975))


def _size(move: Spread) -> float:
    return max(abs(move.low), abs(move.high))


def _effects(link: LinkEstimate, slopes: Floats, moves: Floats) -> Floats:
    """Return the full effect of each draw, in business units."""
    steps = np.log1p(moves / link.product_level) if link.product_in_logs else moves
    changes: Floats = slopes * steps
    return link.business_level * np.expm1(changes) if link.business_in_logs else changes


def _worth(plan: WhatIfPlan, lag: int, delivery: Floats) -> Floats:
    """Return the euros that one unit of full effect brings over the horizon, for each draw."""
    months = np.arange(1, plan.horizon_months + 1)
    since = months[None, :] - delivery[:, None] - lag
    if plan.ramp_months > 0:
        share = np.clip(since / plan.ramp_months, 0.0, 1.0)
    else:
        share = (since > 0).astype(float)
    discount = (1 + plan.yearly_discount) ** (-months / 12)
    worth: Floats = (share * discount).sum(axis=1) * plan.value_per_unit / 12
    return worth


def _percentiles(values: Floats) -> Percentiles:
    low, middle, high = np.percentile(values, (10, 50, 90))
    return Percentiles(float(low), float(middle), float(high))


def _driver(inputs: Floats, value: Floats) -> float:
    if np.ptp(inputs) == 0 or np.ptp(value) == 0:
        return 0.0
    return rank_correlation(inputs, value) ** 2
