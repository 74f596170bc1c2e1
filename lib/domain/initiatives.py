"""Squads and their effort; initiatives with their contributions and predictions."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.records import column
from lib.i18n.translate import N_

InitiativeStatus = Literal["proposed", "planned", "in_progress", "shipped", "stopped"]
WorkKind = Literal["build", "maintain", "repair"]
EffectShape = Literal["step", "ramp", "undeclared"]

NO_OBJECTIVE = ""
"""Objective of an effort that serves none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Squad:
    """The team that owns initiatives, with a business mission."""

    squad_id: str = column("text", N_("Stable identifier of the squad"), key=True)
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    mission_fr: str | None = column("text", N_("Business mission in French"), long=True)
    mission_en: str | None = column("text", N_("Business mission in English"), long=True)
    people: int | None = column("integer", N_("Number of people"))
    monthly_cost: float | None = column("number", N_("Cost of one person for a month, in euros"))
    build_share: float | None = column("number", N_("Agreed share of effort to build, 0 to 1"))
    maintain_share: float | None = column(
        "number", N_("Agreed share of effort to maintain, 0 to 1")
    )
    repair_share: float | None = column("number", N_("Agreed share of effort to repair, 0 to 1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """Work meant to move a metric pair; a draft until it is tied to both metrics."""

    initiative_id: str = column("text", N_("Stable identifier of the initiative"), key=True)
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    problem_fr: str | None = column("text", N_("Problem solved, in French"), long=True)
    problem_en: str | None = column("text", N_("Problem solved, in English"), long=True)
    squad_id: str | None = column("text", N_("Squad in charge"), references="squad")
    key_result_id: str | None = column("text", N_("Key result it serves"), references="key_result")
    pair_id: str | None = column("text", N_("Pair it should move"), references="metric_pair")
    product_metric_id: str | None = column(
        "text", N_("Product metric it should move"), references="metric"
    )
    business_metric_id: str | None = column(
        "text", N_("Business metric it should move"), references="metric"
    )
    status: InitiativeStatus = column(
        "choice", N_("Where the work stands"), required=True, choices=InitiativeStatus
    )
    work_kind: WorkKind | None = column("choice", N_("Build, maintain or repair"), choices=WorkKind)
    started_on: date | None = column("day", N_("Day the work started"))
    planned_on: date | None = column("day", N_("Launch day promised"))
    launched_on: date | None = column("day", N_("Day of the launch"))
    stopped_on: date | None = column("day", N_("Day the work was stopped"))
    effect_shape: EffectShape | None = column(
        "choice",
        N_("Effect expected at once, building over months, or undeclared"),
        choices=EffectShape,
    )
    ramp_months: int | None = column("integer", N_("Months over which the effect builds"))
    person_months: float | None = column("number", N_("Effort in person-months"))
    cost: float | None = column("number", N_("Cost in euros"))
    money_saved: float | None = column("number", N_("Money saved by stopping, in euros"))
    reach: float | None = column("number", N_("People or orders touched in a quarter"))
    population: float | None = column("number", N_("People or orders addressed in a quarter"))
    impact: float | None = column("number", N_("Impact: 3, 2, 1, 0.5 or 0.25"))
    confidence: float | None = column("number", N_("Confidence: 1, 0.8 or 0.5"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """How far an initiative serves an objective: none, indirectly or directly."""

    initiative_id: str = column(
        "text", N_("Initiative that contributes"), key=True, references="initiative"
    )
    objective_id: str = column("text", N_("Objective served"), key=True, references="objective")
    contribution: float = column("number", N_("0 none, 0.5 indirect, 1 direct"), required=True)
    key_result_id: str | None = column(
        "text", N_("Key result served, for a direct contribution"), references="key_result"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Effect announced before the launch, with its range, dated and frozen."""

    initiative_id: str = column(
        "text", N_("Initiative announced"), key=True, references="initiative"
    )
    frozen_on: date = column("day", N_("Day the prediction was frozen"), key=True)
    low: float | None = column("number", N_("Low end, in euros a year"))
    mid: float = column("number", N_("Most likely effect, in euros a year"), required=True)
    high: float | None = column("number", N_("High end, in euros a year"))
    fingerprint: str | None = column("text", N_("Fingerprint of the frozen figures"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Person-months that a squad spent in a month on one kind of work, for one objective."""

    squad_id: str = column("text", N_("Squad that worked"), key=True, references="squad")
    period: date = column("month", N_("Month worked"), key=True)
    work_kind: WorkKind = column(
        "choice", N_("Build, maintain or repair"), key=True, choices=WorkKind
    )
    objective_id: str | None = column(
        "text",
        N_("Objective served; empty for work outside any objective"),
        key=True,
        required=False,
        references="objective",
        default=NO_OBJECTIVE,
    )
    person_months: float = column("number", N_("Effort in person-months"), required=True)
