"""Every monthly series of the demo company, generated from one seed."""

from itertools import pairwise

import numpy as np

from lib.demo import noise
from lib.demo.noise import Array, Conditions
from lib.demo.plans import FOLLOWERS, LEADS, LINKS, MONTHS, SeriesLink, SeriesPlan, index_of
from lib.demo.registers import key_result_plans

GMV_SEASON = (0.97, 0.90, 0.95, 0.96, 0.98, 0.97, 0.95, 0.82, 0.98, 1.05, 1.25, 1.42)
WISHLIST_SEASON = (0.88, 0.86, 0.90, 0.90, 0.95, 0.92, 0.88, 0.80, 0.98, 1.10, 1.42, 1.60)
GMV_OF_LAST_MONTH = 6.891
"""In millions of euros: 118,000 orders of 58.40 euros."""

_INDICES = {"gmv": GMV_SEASON, "wishlist_adds": WISHLIST_SEASON}
_N = len(MONTHS)
_KNOTS = (index_of("2023-01"), index_of("2025-12"), index_of("2026-10"))
_FLOW = "net_active_sellers"
_STOCK = "active_sellers_gained"


def monthly_series(seed: int) -> dict[str, Array]:
    """Return the series of each metric id over ``MONTHS``; NaN where none was measured yet."""
    series: dict[str, Array] = {}
    surprises: dict[str, Array] = {}
    links = {link.metric_id: link for link in LINKS}
    for plan in (*LEADS, *FOLLOWERS):
        rng = noise.generator(seed, plan.metric_id)
        shape = _shape(plan, rng)
        own_surprises = rng.standard_normal(_N)
        if plan.metric_id in links:
            own_surprises = _follow(own_surprises, links[plan.metric_id], surprises)
        path = noise.path_from(own_surprises)
        conditions = _conditions(plan, shape)
        if conditions is not None:
            path = noise.conditioned(path, conditions)
        surprises[plan.metric_id] = noise.surprises_of(path)
        series[plan.metric_id] = _finish(plan, shape, path)
    return series


def _follow(surprises_alone: Array, link: SeriesLink, surprises: dict[str, Array]) -> Array:
    """Mix a metric's own surprises with those of the metric it goes with, ``lag`` months later."""
    leader = surprises[link.with_metric]
    mixed = surprises_alone.copy()
    until = _N if link.until is None else index_of(link.until) + 1
    share_alone = np.sqrt(1 - link.strength**2)
    for t in range(_N):
        other = t + link.lag
        if 0 <= other < min(_N, until):
            mixed[t] = link.strength * leader[other] + share_alone * surprises_alone[t]
    return mixed


def _shape(plan: SeriesPlan, rng: np.random.Generator) -> Array:
    """Return level, steps and season, on the scale on which noise is added."""
    steps = np.zeros(_N)
    for step in plan.steps:
        built = np.clip((np.arange(_N) - index_of(step.month) + 1) / step.ramp, 0, 1)
        steps += step.size * plan.noise * built
    fixed = _fixed_values(plan) if plan.on_course else dict(zip(_KNOTS, plan.levels, strict=True))
    fixed[_KNOTS[0]] = plan.levels[0]
    at = np.array(sorted(fixed))
    levels = np.array([fixed[k] for k in sorted(fixed)])
    levels = np.log(levels) if plan.relative else levels
    level = np.interp(np.arange(_N), at, levels - steps[at]) + steps
    season = plan.noise * plan.season * noise.season_pattern(rng, _N)
    return np.asarray(level + season + _season_index(plan))


def _season_index(plan: SeriesPlan) -> Array:
    index = np.array(_INDICES.get(plan.metric_id, (1.0,) * 12))
    return np.asarray(np.resize(np.log(index / index.mean()), _N))


def _fixed_values(plan: SeriesPlan) -> dict[int, float]:
    """Return the values fixed beforehand, by month index."""
    if plan.metric_id == "gmv":
        return {_N - 1: GMV_OF_LAST_MONTH}
    return _course(plan.metric_id)


def _conditions(plan: SeriesPlan, shape: Array) -> Conditions | None:
    if plan.metric_id == _FLOW:
        return _flow_conditions(plan, shape)
    fixed = _fixed_values(plan)
    if not fixed:
        return None
    at = np.array(sorted(fixed))
    values = np.array([fixed[k] for k in sorted(fixed)])
    values = np.log(values) if plan.relative else values
    return Conditions(np.eye(_N)[at], (values - shape[at]) / plan.noise)


def _flow_conditions(plan: SeriesPlan, shape: Array) -> Conditions:
    """Make the net gains of each quarter add up to the key result's running total."""
    course = sorted(_course(_STOCK).items())
    weights = np.zeros((len(course) - 1, _N))
    values = np.zeros(len(course) - 1)
    for row, ((start, before), (end, total)) in enumerate(pairwise(course)):
        weights[row, start + 1 : end + 1] = 1.0
        values[row] = (total - before - shape[start + 1 : end + 1].sum()) / plan.noise
    return Conditions(weights, values)


def _course(metric_id: str) -> dict[int, float]:
    plans = [plan for plan in key_result_plans() if plan.metric_id == metric_id]
    return plans[0].known_values() if plans else {}


def _finish(plan: SeriesPlan, shape: Array, path: Array) -> Array:
    values = shape + plan.noise * path
    values = np.exp(values) if plan.relative else values
    values[: index_of(plan.since)] = np.nan
    return np.asarray(values)
