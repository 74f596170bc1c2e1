"""Who answers for what together: objections and their answers, and where the effort goes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.initiatives import WorkKind
from lib.domain.records import column
from lib.i18n.translate import N_

SubjectKind = Literal["pair", "metric", "decision"]

NO_OBJECTIVE = ""
"""Objective of an effort that serves none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a role objects to a pair, a common KPI or a recommendation, with the answer given."""

    objection_id: str = column("text", N_("Stable identifier of the objection"), key=True)
    subject_kind: SubjectKind = column(
        "choice",
        N_("Objection to a pair, a metric or a decision"),
        required=True,
        choices=SubjectKind,
    )
    subject_id: str = column(
        "text", N_("Identifier of the pair, metric or decision"), required=True
    )
    raised_on: date = column("day", N_("Day the objection was raised"), required=True)
    role: str = column("text", N_("Role that objects"), required=True)
    text_fr: str | None = column("text", N_("Objection in French"))
    text_en: str | None = column("text", N_("Objection in English"))
    answer_fr: str | None = column("text", N_("Answer in French"))
    answer_en: str | None = column("text", N_("Answer in English"))
    answered_on: date | None = column("day", N_("Day of the answer; empty while it is open"))


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


def is_open(objection: Objection) -> bool:
    """Return whether an objection still waits for its answer."""
    return objection.answered_on is None
