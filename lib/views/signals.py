"""Which metrics left their expected range in their last month."""

from dataclasses import dataclass

from lib.statistics.signals import FALSE_FLAG_RATE, Assurance, Signals, assurance, find_signals
from lib.views.company import company
from lib.views.series import MetricSeries, all_series, values_array
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class MetricSignal:
    """One metric at its last month with a value.

    Attributes
    ----------
    series
        The metric over the months of the company.
    signals
        Verdict on its last known month.
    assurance
        Whether its expected range lies on the good side of its target.
    at
        Index of the month judged; None without any value.
    """

    series: MetricSeries
    signals: Signals
    assurance: Assurance
    at: int | None

    @property
    def is_flagged(self) -> bool:
        """Whether the last month is unusual."""
        return self.signals.label == "signal"

    @property
    def is_better(self) -> bool | None:
        """Whether the signal goes the better way; None where no way is better."""
        direction = self.series.metric.direction
        if not self.is_flagged or direction == "none" or self.at is None:
            return None
        return (int(self.signals.direction[self.at]) > 0) == (direction == "up")


@dataclass(frozen=True, slots=True)
class SignalsView:
    """All metrics judged, and how many flags chance alone would raise."""

    metrics: dict[str, MetricSignal]
    flagged: tuple[MetricSignal, ...]
    judged: int
    expected_false: float


@cached
def signals_view(snapshot: Snapshot) -> SignalsView:
    """Return the verdict on every metric of a snapshot."""
    by_metric = {
        metric_id: _signal(snapshot, series)
        for metric_id, series in all_series(snapshot).items()
        if series.metric.cadence != "quarter"
    }
    judged = [signal for signal in by_metric.values() if signal.signals.label != "too_early"]
    return SignalsView(
        metrics=by_metric,
        flagged=tuple(signal for signal in judged if signal.is_flagged),
        judged=len(judged),
        expected_false=len(judged) * FALSE_FLAG_RATE,
    )


def _signal(snapshot: Snapshot, series: MetricSeries) -> MetricSignal:
    at = series.months.index(series.data_until) if series.data_until else None
    end = 0 if at is None else at + 1
    values = values_array(series)[:end]
    rebased = _rebased_on(snapshot, series)
    signals = find_signals(values, rebased_on=min(rebased, len(values)), months=1)
    target = series.targets[at] if at is not None else None
    return MetricSignal(
        series=series,
        signals=signals,
        assurance=assurance(signals, target, direction=series.metric.direction),
        at=at,
    )


def _rebased_on(snapshot: Snapshot, series: MetricSeries) -> int:
    """Return the index from which a person restarted the history, with a dated note."""
    starts = [
        event.happened_on.replace(day=1)
        for event in company(snapshot).events
        if event.kind == "rebase" and event.metric_id in (None, series.metric.metric_id)
    ]
    latest = max(starts, default=None)
    if latest is None or not series.months:
        return 0
    return sum(1 for month in series.months if month < latest)
