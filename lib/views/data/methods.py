"""Measured error rates of the statistics, and the data dictionary."""

from dataclasses import dataclass
from functools import lru_cache

from lib.domain.records import Column, columns_of
from lib.domain.tables import TABLES
from lib.statistics.calibration_table import CALIBRATION, Rate, read_rates

_VARIED = ("related_pair", "guarded_pair", "visible_link")
_SIZED = ("stepped_launch",)


@dataclass(frozen=True, slots=True)
class MeasuredRate:
    """One measure at one length of history, over all the families simulated.

    Attributes
    ----------
    months
        Length of the history: ``36``, or before and after a launch: ``36+6``.
    mean, least, most
        Over the families: mean, smallest and largest.
    families
        How many families were simulated.
    replicates
        Histories drawn in each.
    """

    months: str
    mean: float
    least: float
    most: float
    families: int
    replicates: int


@dataclass(frozen=True, slots=True)
class DictionaryTable:
    """One table a person can load, with the contract of its columns."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class MethodsView:
    """What the page of methods shows.

    Attributes
    ----------
    rates
        Every published figure.
    tables
        Every table a person can load, parents first.
    """

    rates: tuple[Rate, ...]
    tables: tuple[DictionaryTable, ...]

    def measured(self, statistic: str, measure: str, variant: str = "") -> tuple[MeasuredRate, ...]:
        """Return a measure at each length of history, in the order of the simulations."""
        by_months: dict[str, list[Rate]] = {}
        for rate in self.rates:
            if (rate.statistic, rate.measure) == (statistic, measure) and _variant(rate) == variant:
                by_months.setdefault(rate.months, []).append(rate)
        return tuple(_measured(months, rates) for months, rates in by_months.items())

    @property
    def histories(self) -> int:
        """Total number of simulated histories."""
        cells = {(rate.statistic, rate.family, rate.months): rate.replicates for rate in self.rates}
        return sum(cells.values())


@lru_cache(maxsize=1)
def methods_view() -> MethodsView:
    """Return what the page of methods shows; it depends on no data."""
    tables = tuple(
        DictionaryTable(name, tuple(columns_of(record))) for name, record in TABLES.items()
    )
    return MethodsView(read_rates() if CALIBRATION.exists() else (), tables)


def _variant(rate: Rate) -> str:
    """Return the variant of a simulated effect: its strength, size or guard."""
    if rate.statistic in _VARIED:
        return rate.family
    if rate.statistic in _SIZED:
        return rate.family.rsplit("_", 1)[1]
    return ""


def _measured(months: str, rates: list[Rate]) -> MeasuredRate:
    values = [rate.value for rate in rates]
    return MeasuredRate(
        months=months,
        mean=sum(values) / len(values),
        least=min(values),
        most=max(values),
        families=len(values),
        replicates=rates[0].replicates,
    )
