"""Cohorts that arrived before and after a launch, compared at each age."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import comb

from lib.domain.initiatives import Initiative
from lib.domain.metrics import CohortValue, Metric
from lib.store import reads
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot, cached

FEWEST = 3
"""Cohorts needed on each side of a launch before the two sides are compared."""
ENOUGH = 6
"""Cohorts on each side that make an age the one compared, when an older one has only a few."""


@dataclass(frozen=True, slots=True)
class CohortAge:
    """The cohorts before and after a launch at one age.

    Attributes
    ----------
    age
        Months since the cohorts arrived.
    before, after
        Means of the cohorts that arrived before the launch, and from its month on; None without.
    low, high
        Lowest and highest cohort before the launch; None without.
    count_before, count_after
        Number of cohorts that have reached this age on each side.
    """

    age: int
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    count_before: int
    count_after: int


@dataclass(frozen=True, slots=True)
class CohortComparison:
    """Cohorts of one metric around one launch.

    Attributes
    ----------
    metric, initiative
        What is measured, and what was launched.
    launched_on
        Day of the launch; its month opens the second side.
    ages
        Every age with a value, youngest first.
    compared
        Oldest age at which both sides have enough cohorts, else the oldest with a few; None where
        it is too early to compare.
    all_beyond
        Whether, at that age, every later cohort lies above (or every one below) all earlier ones.
    chance
        Chance that cohorts shuffled at random would be so separated, or None.
    """

    metric: Metric
    initiative: Initiative
    launched_on: date
    ages: tuple[CohortAge, ...]
    compared: CohortAge | None
    all_beyond: bool
    chance: float | None


@cached
def cohort_comparisons(snapshot: Snapshot) -> tuple[CohortComparison, ...]:
    """Return the cohorts around each launch that targets a metric reported by cohort."""
    catalogue = company(snapshot)
    with snapshot.reading() as connection:
        cohort_values = reads.records(connection, CohortValue, snapshot.version)
    by_metric: defaultdict[str, list[CohortValue]] = defaultdict(list)
    for value in cohort_values:
        by_metric[value.metric_id].append(value)
    return tuple(
        _compared(catalogue.metrics[metric_id], initiative, launched_on, values)
        for metric_id, values in by_metric.items()
        if metric_id in catalogue.metrics
        for launched_on, initiative in _launches(catalogue, metric_id)
    )


def _launches(catalogue: Company, metric_id: str) -> list[tuple[date, Initiative]]:
    launches = [
        (item.launched_on, item)
        for item in catalogue.initiatives.values()
        if item.launched_on
        and catalogue.is_tied(item)
        and metric_id in (item.product_metric_id, item.business_metric_id)
    ]
    return sorted(launches, key=lambda launch: (launch[0], launch[1].initiative_id))


def _compared(
    metric: Metric, initiative: Initiative, launched_on: date, values: list[CohortValue]
) -> CohortComparison:
    opens = launched_on.replace(day=1)
    by_age: defaultdict[int, list[tuple[date, float]]] = defaultdict(list)
    for row in values:
        if row.value is not None:
            by_age[row.age].append((row.cohort, row.value))
    sides = {
        age: _Sides(
            tuple(value for cohort, value in cohorts if cohort < opens),
            tuple(value for cohort, value in cohorts if cohort >= opens),
        )
        for age, cohorts in sorted(by_age.items())
    }
    ages = tuple(_age(age, side) for age, side in sides.items())
    compared = _oldest(ages, ENOUGH) or _oldest(ages, FEWEST)
    side = sides[compared.age] if compared else None
    return CohortComparison(
        metric=metric,
        initiative=initiative,
        launched_on=launched_on,
        ages=ages,
        compared=compared,
        all_beyond=side.separated if side else False,
        chance=side.chance if side else None,
    )


def _oldest(ages: tuple[CohortAge, ...], count: int) -> CohortAge | None:
    large_enough = [age for age in ages if min(age.count_before, age.count_after) >= count]
    return large_enough[-1] if large_enough else None


@dataclass(frozen=True, slots=True)
class _Sides:
    before: tuple[float, ...]
    after: tuple[float, ...]

    @property
    def separated(self) -> bool:
        return max(self.after) < min(self.before) or min(self.after) > max(self.before)

    @property
    def chance(self) -> float:
        """Chance of separation: two of all choices of later cohorts (all lowest or all highest)."""
        return min(1.0, 2 / comb(len(self.before) + len(self.after), len(self.after)))


def _age(age: int, side: _Sides) -> CohortAge:
    return CohortAge(
        age=age,
        before=sum(side.before) / len(side.before) if side.before else None,
        after=sum(side.after) / len(side.after) if side.after else None,
        low=min(side.before, default=None),
        high=max(side.before, default=None),
        count_before=len(side.before),
        count_after=len(side.after),
    )
