"""Objectives, key results and check-ins; grade and pace of key results.

Grades and zones follow the grading guide of Google's re:Work; the thresholds of pace are ours and
are listed on the methods page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.periods import add_months, months_between, quarter_end
from lib.domain.records import column
from lib.i18n.translate import N_

KeyResultKind = Literal["committed", "aspirational"]
PaceState = Literal["on_pace", "watch", "off_pace", "no_data"]

ON_PACE: dict[KeyResultKind, float] = {"committed": 0.95, "aspirational": 0.70}
OFF_PACE: dict[KeyResultKind, float] = {"committed": 0.80, "aspirational": 0.40}
"""Pace from which a key result is on pace, and below which it is off pace."""


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
    reason: str | None = column("text", N_("Why the target was changed"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """The value of a key result and its owner's confidence, month by month."""

    key_result_id: str = column(
        "text", N_("Key result reported"), key=True, references="key_result"
    )
    period: date = column("month", N_("Month reported"), key=True)
    value: float | None = column("number", N_("Value reached"))
    confidence: int | None = column("integer", N_("Chance of reaching the target, 1 to 10"))
    note_fr: str | None = column("text", N_("Comment in French"), long=True)
    note_en: str | None = column("text", N_("Comment in English"), long=True)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a key result is.

    Attributes
    ----------
    grade
        Share of the way from start to target, 0 to 1; None without a value.
    elapsed
        Share of the time gone, 0 to 1.
    pace
        Grade against the share of time gone; None without a grade.
    state
        On pace, watch, off pace or no data.
    """

    grade: float | None
    elapsed: float
    pace: float | None
    state: PaceState


def grade(start: float, target: float, actual: float | None) -> float | None:
    """Return the share of the way from start to target, 0 to 1; also for targets that fall.

    None without a value, and where target and start are equal: no way can be measured.
    """
    if actual is None or target == start:
        return None
    return min(1.0, max(0.0, (actual - start) / (target - start)))


def elapsed_share(starts_on: date, ends: date, reached: date) -> float:
    """Return the share of the months from ``starts_on`` to ``ends`` gone at ``reached``, 0 to 1."""
    span = months_between(starts_on, ends)
    return min(1.0, max(0.0, months_between(starts_on, reached) / span)) if span > 0 else 1.0


def pace_state(kind: KeyResultKind, pace: float | None) -> PaceState:
    """Return the state that a pace means for a committed or an aspirational key result."""
    if pace is None:
        return "no_data"
    if round(pace, 9) >= ON_PACE[kind]:
        return "on_pace"
    return "off_pace" if round(pace, 9) < OFF_PACE[kind] else "watch"


def started_on(key_result: KeyResult) -> date:
    """Return the month from which the time of a key result runs."""
    return key_result.starts_on or add_months(quarter_end(key_result.quarter), -3)


def progress(key_result: KeyResult, actual: float | None, reached: date) -> Progress:
    """Return grade, pace and state of a key result at the month ``reached``.

    Time runs from the day the start value was measured (the month before the quarter where none is
    given) to the end of the key result's quarter.
    """
    ends = quarter_end(key_result.quarter)
    elapsed = elapsed_share(started_on(key_result), ends, reached)
    reached_grade = grade(key_result.start_value, key_result.target_value, actual)
    pace = None if reached_grade is None or elapsed == 0 else reached_grade / elapsed
    return Progress(reached_grade, elapsed, pace, pace_state(key_result.kind, pace))


def weighted_grade(grades: list[tuple[float | None, float | None]]) -> float | None:
    """Return the weighted mean of (grade, weight); equal weights where any is missing."""
    graded = [(value, weight) for value, weight in grades if value is not None]
    if not graded:
        return None
    if any(weight is None for _, weight in graded):
        return sum(value for value, _ in graded) / len(graded)
    total = sum(weight or 0.0 for _, weight in graded)
    return sum(value * (weight or 0.0) for value, weight in graded) / total if total else None
