"""Where the figures of a metric come from: every value received, its upload and its line."""

from dataclasses import dataclass

from lib.domain.metrics import TOTAL, Metric
from lib.store import reads
from lib.store.reads import HistoryRow
from lib.views.company import company
from lib.views.series import MetricSeries, metric_series
from lib.views.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SourcesView:
    """One metric with every value ever received for it, newest month and upload first."""

    metric: Metric
    series: MetricSeries
    history: tuple[HistoryRow, ...]
    segments: tuple[str, ...]


def sources_view(snapshot: Snapshot, metric_id: str, segment: str = TOTAL) -> SourcesView:
    """Return the sources of a known metric."""

    def build() -> SourcesView:
        metric = company(snapshot).metrics[metric_id]
        with snapshot.reading() as connection:
            history = reads.value_history(connection, metric_id, snapshot.version, segment=segment)
            segments = reads.segments(connection, metric_id)
        return SourcesView(
            metric=metric,
            series=metric_series(snapshot, metric),
            history=tuple(history),
            segments=tuple(segments),
        )

    return snapshot.get_or_compute(("sources", metric_id, segment), build)
