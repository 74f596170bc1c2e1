"""How records and figures are written: the canonical CSV and the shapes of three systems."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.numbers import format_decimal

from lib.demo.plans import LAST
from lib.domain.metrics import TOTAL, MetricValue
from lib.domain.periods import add_months, month_key
from lib.domain.records import columns_of, values_of

_FRENCH_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NBSP = "\u00a0"


def canonical(record: type[object], records: Iterable[object]) -> bytes:
    """Return the canonical CSV of one table: its columns in order, ISO dates, decimal points."""
    columns = columns_of(record)
    rows = [
        [
            _text(value, column.type)
            for value, column in zip(values_of(record), columns, strict=True)
        ]
        for record in records
    ]
    return _csv([[column.name for column in columns], *rows]).encode()


def french_excel(values: Iterable[MetricValue]) -> bytes:
    """Return the file a French spreadsheet saves: cp1252, semicolons, decimal commas."""
    rows = [["Indicateur", "Mois", "Segment", "Valeur"]]
    for value in values:
        month = f"{_FRENCH_MONTHS[value.period.month - 1]} {value.period.year}"
        rows.append([value.metric_id, month, value.segment, _french_number(value.value)])
    text = _csv(rows, delimiter=";", end="\r\n")
    return text.encode("cp1252")


def wide(values: Iterable[MetricValue]) -> bytes:
    """Return one row a metric and one column a month, as planning tools give it."""
    cells = {(value.metric_id, value.period): _text(value.value, "number") for value in values}
    metric_ids = list(dict.fromkeys(metric_id for metric_id, _ in cells))
    months = sorted({period for _, period in cells})
    rows = [["Metric", *(month_key(month) for month in months)]]
    rows += [
        [metric_id, *(cells.get((metric_id, month), "") for month in months)]
        for metric_id in metric_ids
    ]
    return _csv(rows).encode("utf-8-sig")


def english_long(values: Iterable[MetricValue]) -> bytes:
    """Return one row a value, ISO dates and decimal points, as a warehouse gives it."""
    rows = [["Date", "Metric", "Segment", "Value"]]
    rows += [
        [value.period.isoformat(), value.metric_id, value.segment, _text(value.value, "number")]
        for value in values
    ]
    return _csv(rows).encode()


def _csv(rows: Sequence[Sequence[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def _text(value: object, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return month_key(value) if kind == "month" else value.isoformat()
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _french_number(value: float | None) -> str:
    if value is None:
        return ""
    text = format_decimal(value, format="#,##0.###", locale="fr_FR")
    return text.replace("\u202f", _NBSP)


RESTATED_METRIC = "gmv"
RESTATED_MONTH = date(2026, 7, 1)
RESTATED_BY = -0.018
"""Share by which the October files correct July's sales."""

_FINANCE = frozenset(
    {
        "active_sellers",
        "active_sellers_gained",
        "average_basket",
        "cost_to_serve",
        "gmv",
        "mrr",
        "net_active_sellers",
        "new_seller_revenue",
        "orders",
        "revenue",
        "seller_gmv",
        "sessions",
        "subscribers",
        "wholesale_revenue",
    }
)
_WAREHOUSE = frozenset(
    {
        "api_availability",
        "app_installs",
        "app_sessions",
        "checkout_error_rate",
        "conversion",
        "conversion_mobile",
        "incident_minutes",
        "lcp_mobile",
        "paid_orders",
        "push_per_user",
        "recommendation_ctr",
        "retention_90d",
        "search_success",
    }
)


@dataclass(frozen=True, slots=True)
class ValueFile:
    """One file of metric values, named after the system it comes from."""

    name: str
    content: bytes


def value_files(values: Iterable[MetricValue]) -> Iterator[ValueFile]:
    """Give the values as the three systems export them."""
    rows = tuple(values)
    writers: dict[str, Callable[[Iterable[MetricValue]], bytes]] = {
        "finance": french_excel,
        "suivi_produit": wide,
        "warehouse": english_long,
    }
    for system, write in writers.items():
        yield ValueFile(system, write([value for value in rows if _system_of(value) == system]))


def as_first_published(value: MetricValue) -> MetricValue:
    """Return a value as it stood before it was restated."""
    if not is_restated(value) or value.value is None:
        return value
    return replace(value, value=round(value.value / (1 + RESTATED_BY), 3))


def is_in_latest(value: MetricValue) -> bool:
    """Say whether the files of the last month hold this value.

    Product tracking always sends its last three months, of which two are known already.
    """
    first = add_months(LAST, -2) if _system_of(value) == "suivi_produit" else LAST
    return value.period >= first or is_restated(value)


def is_restated(value: MetricValue) -> bool:
    """Say whether the last month's files correct this value."""
    key = (value.metric_id, value.period, value.segment)
    return key == (RESTATED_METRIC, RESTATED_MONTH, TOTAL)


def _system_of(value: MetricValue) -> str:
    if value.metric_id in _FINANCE:
        return "finance"
    return "warehouse" if value.metric_id in _WAREHOUSE else "suivi_produit"
