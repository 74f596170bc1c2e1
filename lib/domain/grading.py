"""Grades and pace of key results.

Grade and zones follow the grading guide of Google's re:Work; the thresholds of pace are ours and
stand on the methods page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.okrs import KeyResult, KeyResultKind
from lib.domain.periods import add_months, months_between, quarter_end

PaceState = Literal["on_pace", "watch", "off_pace", "no_data"]

ON_PACE: dict[KeyResultKind, float] = {"committed": 0.95, "aspirational": 0.70}
OFF_PACE: dict[KeyResultKind, float] = {"committed": 0.80, "aspirational": 0.40}
"""Pace from which a key result is on pace, and under which it is off pace."""


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
    known = [(value, weight) for value, weight in grades if value is not None]
    if not known:
        return None
    if any(weight is None for _, weight in known):
        return sum(value for value, _ in known) / len(known)
    total = sum(weight or 0.0 for _, weight in known)
    return sum(value * (weight or 0.0) for value, weight in known) / total if total else None
