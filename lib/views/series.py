"""Metric values month by month, with prior year, target, restatements and sources."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lib.domain.metrics import TOTAL, Metric, MetricPair
from lib.domain.periods import add_months, month_range
from lib.domain.records import bounded
from lib.store import reads
from lib.store.reads import HistoryRow
from lib.views.company import company
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class MetricSeries:
    """One metric month by month; every tuple has the length of ``months``, None where missing.

    Attributes
    ----------
    metric
        The metric, with unit, decimals and direction.
    months
        Consecutive months, the same for every metric.
    values
        Actual values, in the unit of the metric.
    prior
        Values of the same month one year earlier.
    targets
        Targets in force for the month.
    former
        Last value before a restatement, where the month was restated.
    data_until
        Last month with a value, or None.
    received_on
        Day on which that last value arrived, or None.
    """

    metric: Metric
    months: tuple[date, ...]
    values: tuple[float | None, ...]
    prior: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    former: tuple[float | None, ...]
    data_until: date | None
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Launch:
    """The launch of an initiative, with its number in the chart."""

    initiative_id: str
    number: int
    launched_on: date
    name_fr: str | None
    name_en: str | None


@dataclass(frozen=True, slots=True)
class Band:
    """A forecast beyond the last actual month: path and interval, in the metric’s unit."""

    months: tuple[date, ...]
    path: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    level: float


@dataclass(frozen=True, slots=True)
class PairSeries:
    """The series of a product metric and of its paired business metric."""

    pair: MetricPair
    product: MetricSeries
    business: MetricSeries
    launches: tuple[Launch, ...]
    product_forecast: Band | None = None
    business_forecast: Band | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Totals of every metric of the catalogue at one data version.

    Attributes
    ----------
    values
        Value by metric and month; None where a month was reported as missing.
    sources
        Upload that each value came from.
    former
        Last value before a restatement, by metric and month.
    first, last
        First and last month with any value; None in an empty company.
    """

    values: dict[str, dict[date, float | None]]
    sources: dict[str, dict[date, int]]
    former: dict[str, dict[date, float | None]]
    first: date | None
    last: date | None


@cached
def facts(snapshot: Snapshot) -> Facts:
    """Return the totals of every metric of a snapshot; a value beyond the bounds is missing."""
    catalogue = company(snapshot)
    metric_ids = list(catalogue.metrics)
    with snapshot.reading() as connection:
        rows = reads.metric_values(
            connection,
            metric_ids,
            version=None if snapshot.version == snapshot.latest else snapshot.version,
        )
        restated = reads.restatements(connection, metric_ids, snapshot.version)
    values: dict[str, dict[date, float | None]] = {name: {} for name in metric_ids}
    sources: dict[str, dict[date, int]] = {name: {} for name in metric_ids}
    former: dict[str, dict[date, float | None]] = {name: {} for name in metric_ids}
    for row in rows:
        values[row.metric_id][row.period] = bounded(row.value)
        sources[row.metric_id][row.period] = row.seq
    for change in restated:
        former[change.metric_id][change.period] = bounded(change.former_value)
    months = [row.period for row in rows if bounded(row.value) is not None]
    return Facts(
        values=values,
        sources=sources,
        former=former,
        first=min(months, default=None),
        last=max(months, default=None),
    )


def metric_series(snapshot: Snapshot, metric: Metric) -> MetricSeries:
    """Return one metric over the months of the whole company, so that charts align."""
    return all_series(snapshot)[metric.metric_id]


@cached
def all_series(snapshot: Snapshot) -> dict[str, MetricSeries]:
    """Return every metric by identifier."""
    metrics = company(snapshot).metrics.values()
    return {metric.metric_id: _series(snapshot, metric) for metric in metrics}


def _series(snapshot: Snapshot, metric: Metric) -> MetricSeries:
    totals, catalogue = facts(snapshot), company(snapshot)
    months = month_range(totals.first, totals.last) if totals.first and totals.last else ()
    values = totals.values.get(metric.metric_id, {})
    former = totals.former.get(metric.metric_id, {})
    reported = [month for month in months if values.get(month) is not None]
    until = reported[-1] if reported else None
    source = totals.sources[metric.metric_id].get(until) if until else None
    upload = catalogue.uploads.get(source) if source else None
    return MetricSeries(
        metric=metric,
        months=months,
        values=tuple(values.get(month) for month in months),
        prior=tuple(values.get(add_months(month, -12)) for month in months),
        targets=tuple(catalogue.targets.get((metric.metric_id, month)) for month in months),
        former=tuple(former.get(month) for month in months),
        data_until=until,
        received_on=upload.received_on if upload else None,
    )


def values_array(series: MetricSeries) -> NDArray[np.float64]:
    """Return the values of a series, NaN where missing."""
    return np.array([np.nan if value is None else value for value in series.values], dtype=float)


@dataclass(frozen=True, slots=True)
class SourcesView:
    """One metric with every value ever received for it, newest month and upload first."""

    metric: Metric
    series: MetricSeries
    history: tuple[HistoryRow, ...]
    segments: tuple[str, ...]


@cached
def sources_view(snapshot: Snapshot, metric_id: str, segment: str = TOTAL) -> SourcesView:
    """Return every value received for a known metric."""
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
