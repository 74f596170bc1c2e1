"""Metrics, their values and targets, the pairs they form, values by cohort, and the company."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from lib.domain.records import column
from lib.i18n.translate import N_

MetricKind = Literal["product", "business"]
Family = Literal["growth", "profitability", "satisfaction", "delivery"]
Direction = Literal["up", "down", "none"]
Aggregation = Literal["sum", "mean", "last"]
Cadence = Literal["month", "quarter"]

TOTAL = ""
"""Segment of a value that covers everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A defined number per month, with unit, direction and owners."""

    metric_id: str = column("text", N_("Stable identifier of the metric"), key=True)
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    kind: MetricKind = column(
        "choice", N_("Product metric or business metric"), required=True, choices=MetricKind
    )
    family: Family | None = column(
        "choice", N_("What it represents for the business"), choices=Family
    )
    unit: str = column(
        "text", N_("Unit: %, count, EUR, kEUR, s, days, score, index …"), required=True
    )
    unit_note_fr: str | None = column("text", N_("What the unit counts, in French"))
    unit_note_en: str | None = column("text", N_("What the unit counts, in English"))
    decimals: int | None = column("integer", N_("Decimals shown"))
    direction: Direction = column(
        "choice", N_("Which way is better: up, down or none"), required=True, choices=Direction
    )
    aggregation: Aggregation | None = column(
        "choice", N_("How days make a month and months a quarter"), choices=Aggregation
    )
    cadence: Cadence | None = column("choice", N_("How often a value is expected"), choices=Cadence)
    common_kpi: bool | None = column(
        "boolean", N_("Shared by product and executives: shown on the overview")
    )
    owner_product: str | None = column("text", N_("Role that answers for it on the product side"))
    owner_business: str | None = column("text", N_("Role that answers for it on the business side"))
    definition_fr: str | None = column("text", N_("Definition in French"), long=True)
    definition_en: str | None = column("text", N_("Definition in English"), long=True)
    formula_fr: str | None = column("text", N_("Formula in French"), long=True)
    formula_en: str | None = column("text", N_("Formula in English"), long=True)
    source: str | None = column("text", N_("System that produces it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricValue:
    """One value of one metric in one month and segment; missing is not zero."""

    metric_id: str = column("text", N_("Metric measured"), key=True, references="metric")
    period: date = column("month", N_("Month measured"), key=True)
    segment: str = column(
        "text", N_("Part measured; empty for the total"), key=True, required=False, default=TOTAL
    )
    value: float | None = column("number", N_("Value, in the unit of the metric"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricTarget:
    """The value aimed at in one month; a change is a new version with its reason."""

    metric_id: str = column("text", N_("Metric aimed at"), key=True, references="metric")
    period: date = column("month", N_("Month aimed at"), key=True)
    value: float = column("number", N_("Target, in the unit of the metric"), required=True)
    version: int | None = column("integer", N_("Version of the target"))
    set_on: date | None = column("day", N_("Day the target was set"))
    reason: str | None = column("text", N_("Why the target was changed"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPair:
    """A product metric and the business metric it should move, declared before looking."""

    pair_id: str = column("text", N_("Stable identifier of the pair"), key=True)
    product_metric_id: str = column(
        "text", N_("Product metric of the pair"), required=True, references="metric"
    )
    business_metric_id: str = column(
        "text", N_("Business metric of the pair"), required=True, references="metric"
    )
    expected_sign: int = column(
        "integer", N_("1 when both should move together, -1 when apart"), required=True
    )
    lag_months: int = column(
        "integer", N_("Months expected between the two moves, 0 to 12"), required=True
    )
    declared_on: date = column("day", N_("Day the hypothesis was declared"), required=True)
    reason_fr: str | None = column("text", N_("Business reason in French"), long=True)
    reason_en: str | None = column("text", N_("Business reason in English"), long=True)
    squad_id: str | None = column("text", N_("Squad that owns the pair"), references="squad")
    owner_product: str | None = column("text", N_("Role that owns the pair on the product side"))
    owner_business: str | None = column("text", N_("Role that owns the pair on the business side"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened outside the roadmap and may explain a move."""

    event_id: str = column("text", N_("Stable identifier of the event"), key=True)
    happened_on: date = column("day", N_("Day it happened"), required=True)
    name_fr: str | None = column("text", N_("What happened, in French"))
    name_en: str | None = column("text", N_("What happened, in English"))
    kind: Literal["event", "redefinition", "rebase"] | None = column(
        "choice",
        N_("Kind of event; a rebase restarts the expected band of the metric"),
        choices=Literal["event", "redefinition", "rebase"],
    )
    metric_id: str | None = column(
        "text", N_("Metric concerned; empty for all"), references="metric"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortValue:
    """The value of a metric for one cohort at one age, such as the share that still buys."""

    metric_id: str = column("text", N_("Metric measured by cohort"), key=True, references="metric")
    cohort: date = column("month", N_("Month in which the cohort arrived"), key=True)
    age: int = column("integer", N_("Months since the cohort arrived"), key=True)
    value: float | None = column("number", N_("Value, in the unit of the metric"))


CompanyId = Literal["company"]

COMPANY: CompanyId = "company"
"""Key of the only row."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGES = re.compile(r"[a-z]{2}(,[a-z]{2})*")
_LOGO = re.compile(r"data:image/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+=*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyProfile:
    """The company; a table of one row."""

    company_id: CompanyId = column(
        "choice", N_("Always “company”: the table has one row"), key=True, choices=CompanyId
    )
    name: str | None = column("text", N_("Name of the company"))
    logo: str | None = column(
        "text", N_("Logo, as a data address: data:image/png;base64,…"), long=True
    )
    currency: str | None = column("text", N_("Currency of its accounts, such as EUR"))
    fiscal_start: int | None = column(
        "integer", N_("Month in which its financial year begins, 1 to 12")
    )
    time_zone: str | None = column("text", N_("Time zone of its months, such as Europe/Paris"))
    country: str | None = column("text", N_("Country, in two letters, such as FR"))
    languages: str | None = column("text", N_("Languages it reads, such as fr,en; the first first"))

    @property
    def zone(self) -> ZoneInfo | None:
        """Time zone in which its months begin; None where it is not known."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(available_timezones())


COMPANY_FORMS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "logo": (_LOGO.fullmatch, "data:image/png;base64,iVBORw0…"),
    "currency": (_CURRENCY.fullmatch, "EUR"),
    "time_zone": (lambda text: text in time_zones(), "Europe/Paris"),
    "country": (_COUNTRY.fullmatch, "FR"),
    "languages": (_LANGUAGES.fullmatch, "fr,en"),
}
"""Which texts a column allows, with an example."""
