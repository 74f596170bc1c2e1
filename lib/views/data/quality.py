"""How far the values of each metric can be trusted: gaps, lateness, restatements, unit jumps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from lib.domain.metrics import Metric
from lib.domain.periods import add_months, month_range, months_between
from lib.store.uploads import changes
from lib.views.company import company
from lib.views.series import Facts, facts
from lib.views.snapshot import Snapshot, cached

JUMP = 30.0
"""How many times larger or smaller than usual a value must be to look like another unit."""

_BEFORE = 12
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class UnitJump:
    """A value far from the usual ones: ``times`` larger, or smaller when below one."""

    period: date
    value: float
    usual: float

    @property
    def times(self) -> float:
        """Value over the usual one."""
        return self.value / self.usual


@dataclass(frozen=True, slots=True)
class MetricQuality:
    """What can be said of the values of one metric.

    Attributes
    ----------
    metric
        The metric.
    first, last
        First and last month with a value; None without any.
    gaps
        Months between them without one.
    months_late
        Months since its last value, up to the latest month that half of the metrics have reached;
        for a quarterly metric beyond the quarter.
    received_on
        Day on which the last value arrived.
    restatement_count
        How often a value was replaced.
    jumps
        Values that look like another unit.
    """

    metric: Metric
    first: date | None
    last: date | None
    gaps: tuple[date, ...]
    months_late: int
    received_on: date | None
    restatement_count: int
    jumps: tuple[UnitJump, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is missing, late or out of scale; a restatement is no fault."""
        return self.last is not None and not (self.gaps or self.months_late or self.jumps)


@dataclass(frozen=True, slots=True)
class QualityView:
    """The metrics of the catalogue, those that need a look first."""

    metrics: tuple[MetricQuality, ...]
    until: date | None

    @property
    def sound_count(self) -> int:
        """How many metrics are complete, fresh and on one scale."""
        return sum(metric.is_sound for metric in self.metrics)


@cached
def data_quality(snapshot: Snapshot) -> QualityView:
    """Return the quality of the values of every metric."""
    totals, catalogue = facts(snapshot), company(snapshot)
    with snapshot.reading() as connection:
        restated = changes.restatement_counts(connection, snapshot.version)
    until = _reached(totals)
    metrics = [
        _quality(snapshot, metric, until, restated.get(metric.metric_id, 0))
        for metric in catalogue.metrics.values()
    ]
    metrics.sort(key=lambda metric: (metric.is_sound, -metric.months_late, metric.metric.metric_id))
    return QualityView(tuple(metrics), until)


def unit_jumps(values: Mapping[date, float | None]) -> tuple[UnitJump, ...]:
    """Return the values at least ``JUMP`` times larger or smaller than the year before them."""
    jumps: list[UnitJump] = []
    before: list[float] = []
    for period in sorted(values):
        value = values[period]
        if value is None:
            continue
        usual = median(before[-_BEFORE:]) if len(before) >= _FEWEST else 0.0
        if usual and value and not 1 / JUMP < value / usual < JUMP and value / usual > 0:
            jumps.append(UnitJump(period, value, usual))
        else:
            before.append(value)
    return tuple(jumps)


def _reached(totals: Facts) -> date | None:
    """Return the latest month that half of the metrics with values have reached."""
    lasts = sorted(
        max(month for month, value in values.items() if value is not None)
        for values in totals.values.values()
        if any(value is not None for value in values.values())
    )
    return lasts[len(lasts) // 2] if lasts else None


def _quality(
    snapshot: Snapshot, metric: Metric, until: date | None, restated: int
) -> MetricQuality:
    totals = facts(snapshot)
    values = totals.values.get(metric.metric_id, {})
    reported = sorted(month for month, value in values.items() if value is not None)
    if not reported or until is None:
        return MetricQuality(metric, None, None, (), 0, None, restated, ())
    first, last = reported[0], reported[-1]
    step = 3 if metric.cadence == "quarter" else 1
    due = [month for month in month_range(first, last) if not months_between(first, month) % step]
    upload = company(snapshot).uploads.get(totals.sources[metric.metric_id][last])
    return MetricQuality(
        metric,
        first,
        last,
        tuple(month for month in due if month not in reported),
        max(0, months_between(add_months(last, step - 1), until)),
        upload.received_on if upload else None,
        restated,
        unit_jumps(values),
    )
