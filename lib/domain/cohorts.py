"""Cohorts: how those who arrived in one month behave, month after month."""

from dataclasses import dataclass
from datetime import date

from lib.domain.records import column
from lib.i18n.translate import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortValue:
    """The value of a metric for one cohort at one age, such as the share that still buys."""

    metric_id: str = column("text", N_("Metric measured by cohort"), key=True, references="metric")
    cohort: date = column("month", N_("Month in which the cohort arrived"), key=True)
    age: int = column("integer", N_("Months since the cohort arrived"), key=True)
    value: float | None = column("number", N_("Value, in the unit of the metric"))
