"""The key results of 2026 as the company tells them, and the values they fix in the series."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lib.demo.registers import rows_of
from lib.demo.timeline import index_of
from lib.domain.okrs import KeyResult, KeyResultKind
from lib.domain.periods import month_key, quarter_end

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
_BASELINE = "2025-12"
_LAST = "2026-10"
_STARTED = date(2025, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultPlan:
    """One key result over the year: targets of four quarters, values reached, confidence."""

    key_result_id: str
    objective_id: str
    name_fr: str
    name_en: str
    metric_id: str
    unit: str
    decimals: int
    kind: KeyResultKind
    start: float
    targets: tuple[float, ...]
    actuals: tuple[float, ...]
    confidence: tuple[int, ...]
    weight: float
    squad_id: str
    owner: str

    def known_values(self) -> dict[int, float]:
        """Return the values fixed by this key result, by month index."""
        ends = [month_key(quarter_end(quarter)) for quarter in QUARTERS[:3]]
        months = (_BASELINE, *ends, _LAST)
        return dict(zip(map(index_of, months), (self.start, *self.actuals), strict=True))


@cache
def key_result_plans() -> tuple[KeyResultPlan, ...]:
    """Return the twelve key results in order."""
    return tuple(_plan(row) for row in rows_of("key_result"))


def _plan(row: dict[str, Any]) -> KeyResultPlan:
    lists = ("targets", "actuals", "confidence")
    return KeyResultPlan(**{**row, **{name: tuple(row[name]) for name in lists}})


def key_results() -> tuple[KeyResult, ...]:
    """Return each key result in each quarter, its start measured in December 2025."""
    return tuple(
        KeyResult(
            key_result_id=plan.key_result_id,
            quarter=quarter,
            objective_id=plan.objective_id,
            name_fr=plan.name_fr,
            name_en=plan.name_en,
            metric_id=plan.metric_id,
            unit=plan.unit,
            decimals=plan.decimals,
            kind=plan.kind,
            start_value=plan.start,
            target_value=target,
            starts_on=_STARTED,
            weight=plan.weight,
            squad_id=plan.squad_id,
            owner=plan.owner,
        )
        for plan in key_result_plans()
        for quarter, target in zip(QUARTERS, plan.targets, strict=True)
    )
