"""Error rates of launch effects, counted on metrics without a launch, and on planted effects."""

import numpy as np

from lib.statistics.calibration_table import Rate
from lib.statistics.impact import ImpactAssessment, assess_impact, detectable_effect
from tests.calibration.cells import Cell, share
from tests.calibration.simulation import UNTOUCHED, wandering

STEPPED = {"line_medium_memory": 0.75**-0.5, "random_walk": 1.0, "season": 0.75**-0.5}
"""Families given a step, with the standard deviation of what trend and season leave of them.

For a walk, which no trend explains, the deviation of its monthly changes.
"""

_DEMONSTRATED = ("moderate", "strong")


def rates_of_quiet_launches(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a launch without effect is announced, with and without a control."""
    assessments = [_assessed(cell, at, 0.0) for at in range(cell.replicates)]
    undeclared = [_assessed(cell, at, 0.0, shape="undeclared") for at in range(cell.replicates)]
    return cell.rates(
        p_below_5=share(impact.p_value <= 0.05 for impact in assessments),
        moderate_or_better=share(impact.label in _DEMONSTRATED for impact in assessments),
        coverage=share(impact.low <= 0 <= impact.high for impact in assessments),
        undeclared_weak_or_better=share(
            impact.label in ("weak", *_DEMONSTRATED) for impact in undeclared
        ),
        controlled_p_below_5=share(
            _controlled(cell, at).p_value <= 0.05 for at in range(cell.replicates)
        ),
        naive_effect=share(_naive_effect(cell, at) for at in range(cell.replicates)),
    )


def rates_of_stepped_launches(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a step is seen: of so many surprises, or residual deviations.

    The family's name ends in the size: ``season_3``.
    """
    family, size = cell.family.rsplit("_", 1)
    plain = Cell(cell.statistic, family, cell.months, cell.replicates)
    surprises = [_assessed(plain, at, float(size)) for at in range(cell.replicates)]
    deviations = [
        _assessed(plain, at, float(size) * STEPPED[family]) for at in range(cell.replicates)
    ]
    return cell.rates(
        seen_in_surprises=share(impact.p_value <= 0.05 for impact in surprises),
        seen_in_deviations=share(impact.p_value <= 0.05 for impact in deviations),
        moderate_or_better=share(impact.label in _DEMONSTRATED for impact in deviations),
        coverage=share(
            _covers(impact, _sign(at) * float(size))
            for at, impact in enumerate(surprises)
            if not impact.is_relative
        ),
    )


def rates_of_detectable(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a step of the size announced as visible before the launch is then seen."""
    family = cell.family.removesuffix("_announced")
    after = cell.length - cell.before
    seen = []
    for at in range(cell.replicates):
        y = UNTOUCHED[family](cell.generator(at), cell.length)
        announced = detectable_effect(y[: cell.before], after)
        if np.isfinite(announced):
            y[cell.before :] += _sign(at) * announced
            seen.append(assess_impact(y, cell.before).p_value <= 0.05)
    return cell.rates(seen_as_announced=share(seen))


def _covers(impact: ImpactAssessment, effect: float) -> bool:
    return impact.low <= effect <= impact.high


def _sign(at: int) -> int:
    return 1 if at % 2 == 0 else -1


def _assessed(cell: Cell, at: int, size: float, *, shape: str = "step") -> ImpactAssessment:
    y = UNTOUCHED[cell.family](cell.generator(at), cell.length)
    y[cell.before :] += _sign(at) * size
    if shape == "undeclared":
        return assess_impact(y, cell.before, shape="undeclared")
    return assess_impact(y, cell.before)


def _controlled(cell: Cell, at: int) -> ImpactAssessment:
    """Return the verdict on a metric that shares a wandering part with its control."""
    rng = cell.generator(at)
    y = UNTOUCHED[cell.family](rng, cell.length)
    control = wandering(rng, cell.length, 1.0)
    return assess_impact(y + control, cell.before, controls=control)


def _naive_effect(cell: Cell, at: int) -> bool:
    """Whether a plain comparison of means before and after announces an effect at 5 %."""
    y = UNTOUCHED[cell.family](cell.generator(at), cell.length)
    before, after = y[: cell.before], y[cell.before :]
    error = np.sqrt(before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after))
    return bool(abs(after.mean() - before.mean()) > 1.96 * error)
