"""Effects in the unit of their metric: what impacts and their windows share."""

import math
from dataclasses import dataclass
from datetime import date

from lib.domain.metrics import Metric
from lib.domain.periods import months_between
from lib.domain.returns import Course, Finding
from lib.statistics.impact import ImpactAssessment
from lib.views.series import MetricSeries


@dataclass(frozen=True, slots=True)
class Amounts:
    """An effect with its interval, in the unit of its metric; None where unknown."""

    estimate: float | None
    low: float | None
    high: float | None


def position(series: MetricSeries, month: date) -> int:
    """Return where a month stands in a series; its ends stand for the months beyond."""
    return min(max(0, months_between(series.months[0], month)), len(series.months))


def level_before(series: MetricSeries, at: int) -> float | None:
    """Return the mean of the twelve months before a position; None where none is known."""
    before = [value for value in series.values[max(0, at - 12) : at] if value is not None]
    return sum(before) / len(before) if before else None


def in_units(result: ImpactAssessment, level: float | None) -> Amounts:
    """Return an effect in the unit of its metric; a share is applied to the level before."""
    scale = level if result.is_relative else 1.0
    if scale is None or not math.isfinite(result.estimate):
        return Amounts(None, None, None)
    low, high = sorted([result.low * scale, result.high * scale])
    return Amounts(result.estimate * scale, low, high)


def course_of(metric: Metric, finding: Finding, estimate: float) -> Course:
    """Return whether an effect goes the favourable way; unclear without effect or direction."""
    if finding in ("none", "too_early") or metric.direction == "none" or not estimate:
        return "unclear"
    return "better" if (estimate > 0) == (metric.direction == "up") else "worse"
