"""Monthly rows beside the metrics: effort of the squads, cohorts of app users."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

import numpy as np

from lib.demo import noise
from lib.demo.noise import Array
from lib.demo.plans import FIRST, LAST
from lib.demo.registers import squads
from lib.domain.initiatives import NO_OBJECTIVE, Effort, Squad, WorkKind
from lib.domain.metrics import CohortValue
from lib.domain.periods import add_months, month_range, months_between

COHORT_METRIC = "retention_90d"
_EFFORT_MONTHS = month_range(date(2025, 1, 1), LAST)
_COHORTS = month_range(date(2025, 1, 1), add_months(LAST, -1))
_OLDEST = 12
_READ_AT = 3
"""Age in months at which the cohort gives the metric itself."""

_SERVED: dict[str, dict[str, float]] = {
    "S1": {"O1": 0.92, NO_OBJECTIVE: 0.08},
    "S2": {"O1": 0.52, "O2": 0.40, NO_OBJECTIVE: 0.08},
    "S3": {"O2": 0.80, "O1": 0.10, NO_OBJECTIVE: 0.10},
    "S4": {"O3": 0.74, "O1": 0.16, NO_OBJECTIVE: 0.10},
    "S5": {"O4": 0.70, "O1": 0.12, NO_OBJECTIVE: 0.18},
}


@dataclass(frozen=True, slots=True)
class _Month:
    """The effort of one squad in one month, by kind of work."""

    squad: Squad
    period: date
    shares: dict[WorkKind, float]


def efforts(seed: int) -> Iterator[Effort]:
    """Give the person-months of each squad, around the split agreed with the committee."""
    for squad in squads():
        rng = noise.generator(seed, f"effort {squad.squad_id}")
        agreed = np.array(
            [squad.build_share, squad.maintain_share, squad.repair_share], dtype=float
        )
        for period in _EFFORT_MONTHS:
            spent = agreed * np.exp(0.08 * rng.standard_normal(3))
            shares = dict(zip(get_args(WorkKind), (spent / spent.sum()).tolist(), strict=True))
            yield from _rows(_Month(squad, period, shares))


def cohort_values(published: dict[str, Array], seed: int) -> Iterator[CohortValue]:
    """Give the share of each month's new app users still active, age by age."""
    rng = noise.generator(seed, "cohorts")
    retention = published[COHORT_METRIC]
    for cohort in _COHORTS:
        wobble = rng.standard_normal(_OLDEST + 1)
        read_on = min(months_between(FIRST, cohort) + _READ_AT, len(retention) - 1)
        share = retention[read_on]
        for age in range(min(_OLDEST, months_between(cohort, LAST)) + 1):
            value = 100.0 * (share / 100.0) ** ((age / _READ_AT) ** 0.55)
            drift = 0.0 if age in {0, _READ_AT} else 0.25 * wobble[age]
            yield CohortValue(
                metric_id=COHORT_METRIC, cohort=cohort, age=age, value=round(value + drift, 2)
            )


def _rows(month: _Month) -> Iterator[Effort]:
    """Split a month by objective so that the rows add up to the people of the squad."""
    served = _SERVED[month.squad.squad_id]
    left = float(month.squad.people or 0)
    cells = [(kind, objective) for kind in month.shares for objective in served]
    for kind, objective in cells:
        whole = (month.squad.people or 0) * month.shares[kind] * served[objective]
        spent = round(left, 2) if (kind, objective) == cells[-1] else round(whole, 2)
        left -= spent
        yield Effort(
            squad_id=month.squad.squad_id,
            period=month.period,
            work_kind=kind,
            objective_id=objective,
            person_months=spent,
        )
