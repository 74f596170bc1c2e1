"""The three systems that export metric values, each in its own shape."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lib.demo import tables
from lib.demo.timeline import LAST
from lib.domain.metrics import TOTAL, MetricValue
from lib.domain.periods import add_months

RESTATED_METRIC = "gmv"
RESTATED_MONTH = date(2026, 7, 1)
RESTATED_BY = -0.018
"""Finance found with the October closing that July's sales had been overstated."""

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
    kept = tuple(values)
    writers: dict[str, Callable[[Iterable[MetricValue]], bytes]] = {
        "finance": tables.french_excel,
        "suivi_produit": tables.wide,
        "warehouse": tables.english_long,
    }
    for system, write in writers.items():
        yield ValueFile(system, write([one for one in kept if _system_of(one) == system]))


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
