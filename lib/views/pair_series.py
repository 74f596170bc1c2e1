"""What a tandem chart shows: two series on one calendar, their launches and the declared lag."""

from dataclasses import dataclass
from datetime import date

from lib.domain.metrics import Metric, MetricPair


@dataclass(frozen=True, slots=True)
class MetricSeries:
    """One metric month by month; every tuple has the length of ``months``, None where missing.

    Attributes
    ----------
    metric
        The metric, with unit, decimals and direction.
    months
        Consecutive months, shared by both series of a tandem.
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
    """An initiative's launch, numbered in the order of the chart."""

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
class Tandem:
    """A product metric beside its paired business metric, with the hypothesis declared."""

    pair: MetricPair
    product: MetricSeries
    business: MetricSeries
    launches: tuple[Launch, ...]
    product_forecast: Band | None = None
    business_forecast: Band | None = None
