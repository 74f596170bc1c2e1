"""Objectives, key results, check-ins: what the company wants and how far it is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.records import column
from lib.i18n.translate import N_

KeyResultKind = Literal["committed", "aspirational"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What the company wants to achieve in a year, in words, with its weight."""

    objective_id: str = column("text", N_("Stable identifier of the objective"), key=True)
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    weight: float | None = column("number", N_("Weight among the objectives, 0 to 1"))
    year: int | None = column("integer", N_("Fiscal year"))
    parent_id: str | None = column("text", N_("Objective it serves"), references="objective")
    owner: str | None = column("text", N_("Role that answers for it"))
    weighted_on: date | None = column("day", N_("Day the weight was set"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """A number with a start and a target that shows an objective, for one quarter."""

    key_result_id: str = column("text", N_("Stable identifier of the key result"), key=True)
    quarter: str = column("quarter", N_("Quarter of the target, such as 2026-Q3"), key=True)
    objective_id: str = column(
        "text", N_("Objective it shows"), required=True, references="objective"
    )
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    metric_id: str | None = column("text", N_("Metric that measures it"), references="metric")
    unit: str | None = column("text", N_("Unit of start and target"))
    decimals: int | None = column("integer", N_("Decimals shown"))
    kind: KeyResultKind = column(
        "choice",
        N_("Committed (expects 1.0) or aspirational (0.7 is success)"),
        required=True,
        choices=KeyResultKind,
    )
    start_value: float = column("number", N_("Value at the start"), required=True)
    target_value: float = column("number", N_("Value aimed at by the end"), required=True)
    starts_on: date | None = column("day", N_("Day the start value was measured"))
    weight: float | None = column("number", N_("Weight within the objective"))
    squad_id: str | None = column("text", N_("Squad that answers for it"), references="squad")
    owner: str | None = column("text", N_("Role that answers for it"))
    reason: str | None = column("text", N_("Why the target was changed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """The value of a key result and its owner's confidence, month by month."""

    key_result_id: str = column(
        "text", N_("Key result reported"), key=True, references="key_result"
    )
    period: date = column("month", N_("Month reported"), key=True)
    value: float | None = column("number", N_("Value reached"))
    confidence: int | None = column("integer", N_("Chance of reaching the target, 1 to 10"))
    note_fr: str | None = column("text", N_("Comment in French"))
    note_en: str | None = column("text", N_("Comment in English"))
