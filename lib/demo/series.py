"""Every monthly series of the demo company, in one go and from one seed."""

from itertools import pairwise

import numpy as np

from lib.demo import noise
from lib.demo.business_plans import LEADS
from lib.demo.key_results import key_result_plans
from lib.demo.noise import Array, Conditions
from lib.demo.plans import LINKS, Link, Plan
from lib.demo.product_plans import FOLLOWERS
from lib.demo.timeline import MONTHS, index_of

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
        drawn = rng.standard_normal(_N)
        if plan.metric_id in links:
            drawn = _follow(drawn, links[plan.metric_id], surprises)
        path = noise.path_of(drawn)
        conditions = _conditions(plan, shape)
        if conditions is not None:
            path = noise.conditioned(path, conditions)
        surprises[plan.metric_id] = noise.surprises_of(path)
        series[plan.metric_id] = _finish(plan, shape, path)
    return series


def _follow(drawn: Array, link: Link, surprises: dict[str, Array]) -> Array:
    """Mix a metric's own surprises with those of the metric it goes with, ``lag`` months later."""
    leader = surprises[link.with_metric]
    mixed = drawn.copy()
    until = _N if link.until is None else index_of(link.until) + 1
    own = np.sqrt(1 - link.strength**2)
    for t in range(_N):
        other = t + link.lag
        if 0 <= other < min(_N, until):
            mixed[t] = link.strength * leader[other] + own * drawn[t]
    return mixed


def _shape(plan: Plan, rng: np.random.Generator) -> Array:
    """Return level, steps and season, on the scale on which noise is added."""
    steps = np.zeros(_N)
    for step in plan.steps:
        built = np.clip((np.arange(_N) - index_of(step.month) + 1) / step.ramp, 0, 1)
        steps += step.size * plan.noise * built
    known = _known(plan) if plan.on_course else dict(zip(_KNOTS, plan.levels, strict=True))
    known[_KNOTS[0]] = plan.levels[0]
    at = np.array(sorted(known))
    levels = np.array([known[k] for k in sorted(known)])
    levels = np.log(levels) if plan.relative else levels
    level = np.interp(np.arange(_N), at, levels - steps[at]) + steps
    season = plan.noise * plan.season * noise.season_pattern(rng, _N)
    return np.asarray(level + season + _season_index(plan))


def _season_index(plan: Plan) -> Array:
    index = np.array(_INDICES.get(plan.metric_id, (1.0,) * 12))
    return np.asarray(np.resize(np.log(index / index.mean()), _N))


def _known(plan: Plan) -> dict[int, float]:
    """Return the values fixed beforehand, by month index."""
    if plan.metric_id == "gmv":
        return {_N - 1: GMV_OF_LAST_MONTH}
    return _course(plan.metric_id)


def _conditions(plan: Plan, shape: Array) -> Conditions | None:
    if plan.metric_id == _FLOW:
        return _flow_conditions(plan, shape)
    known = _known(plan)
    if not known:
        return None
    at = np.array(sorted(known))
    values = np.array([known[k] for k in sorted(known)])
    values = np.log(values) if plan.relative else values
    return Conditions(np.eye(_N)[at], (values - shape[at]) / plan.noise)


def _flow_conditions(plan: Plan, shape: Array) -> Conditions:
    """Make the net gains of each quarter add up to the key result's running total."""
    course = sorted(_course(_STOCK).items())
    weights = np.zeros((len(course) - 1, _N))
    values = np.zeros(len(course) - 1)
    for row, ((start, before), (end, total)) in enumerate(pairwise(course)):
        weights[row, start + 1 : end + 1] = 1.0
        values[row] = (total - before - shape[start + 1 : end + 1].sum()) / plan.noise
    return Conditions(weights, values)


def _course(metric_id: str) -> dict[int, float]:
    found = [plan for plan in key_result_plans() if plan.metric_id == metric_id]
    return found[0].known_values() if found else {}


def _finish(plan: Plan, shape: Array, path: Array) -> Array:
    values = shape + plan.noise * path
    values = np.exp(values) if plan.relative else values
    values[: index_of(plan.since)] = np.nan
    return np.asarray(values)
