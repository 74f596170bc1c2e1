"""Effect of a launch in the short and long run, and the smallest detectable effect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.domain.metrics import Metric
from lib.domain.returns import Course, Finding
from lib.statistics.impact import assess_impact, detectable_effect
from lib.statistics.preparation import is_multiplicative
from lib.views.company import company
from lib.views.impacts import course_of, first_month, in_units, level_before, position
from lib.views.series import metric_series, values_array
from lib.views.snapshot import Snapshot, cached

DETECTED_WITHIN = 6
"""Months after a launch for which the smallest detectable change is computed."""


@dataclass(frozen=True, slots=True)
class EffectWindow:
    """Months after a launch, both included; 0 is the first one."""

    first: int
    last: int


WINDOWS = (EffectWindow(0, 2), EffectWindow(3, 6), EffectWindow(7, 12))
"""Short run, and two spans of the long run."""


@dataclass(frozen=True, slots=True)
class WindowImpact:
    """The effect on one metric over some months after the launch, in the metric's unit."""

    window: EffectWindow
    finding: Finding
    course: Course
    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest lasting change detected four times in five, in the metric's unit."""

    metric: Metric
    months: int
    change: float


@cached
def windows_of(snapshot: Snapshot, initiative_id: str, metric_id: str) -> tuple[WindowImpact, ...]:
    """Return the effect on a metric in the short and in the long run; none before the launch."""
    catalogue = company(snapshot)
    initiative, metric = catalogue.initiatives[initiative_id], catalogue.metrics[metric_id]
    series = metric_series(snapshot, metric)
    if initiative.launched_on is None or not series.months:
        return ()
    at = position(series, first_month(initiative.launched_on))
    level = level_before(series, at)
    impacts = []
    for window in WINDOWS:
        values = values_array(series)
        values[at : at + window.first] = np.nan
        seen = values[: at + window.last + 1]
        result = assess_impact(seen, min(at + window.first, len(seen)), shape="step")
        amounts = in_units(result, level)
        impacts.append(
            WindowImpact(
                window=window,
                finding=result.label,
                course=course_of(metric, result.label, result.estimate),
                estimate=amounts.estimate,
                low=amounts.low,
                high=amounts.high,
            )
        )
    return tuple(impacts)


def turns_round(windows: Sequence[WindowImpact]) -> bool:
    """Return whether the effect changes direction between the short run and the long run."""
    courses = [window.course for window in windows]
    short, long = courses[:1], courses[1:]
    return ("better" in short and "worse" in long) or ("worse" in short and "better" in long)


@cached
def detectable_of(snapshot: Snapshot, metric_id: str) -> Detectable | None:
    """Return the smallest change detectable six months after a launch; None with too few months."""
    metric = company(snapshot).metrics[metric_id]
    series = metric_series(snapshot, metric)
    values = values_array(series)
    if not np.isfinite(values).any():
        return None
    change = detectable_effect(values, DETECTED_WITHIN)
    scale = level_before(series, len(values)) if is_multiplicative(values) else 1.0
    if not math.isfinite(change) or scale is None:
        return None
    return Detectable(metric, DETECTED_WITHIN, abs(change * scale))
