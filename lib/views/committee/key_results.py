"""Key results of one quarter: grade, pace, confidence month by month, changes of the target."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lib.domain.initiatives import Squad
from lib.domain.okrs import CheckIn, KeyResult, grade, progress
from lib.domain.periods import add_months, quarter_end
from lib.views.committee.overview import KeyResultPace
from lib.views.company import company
from lib.views.outlook import Outlook, outlook
from lib.views.snapshot import Snapshot
from lib.views.targets import TargetChange, target_changes

FALL = 2
"""Smallest fall of confidence that is reported, in points."""


@dataclass(frozen=True, slots=True)
class ConfidenceFall:
    """A fall of confidence by ``FALL`` points or more from one check-in to a later one.

    Attributes
    ----------
    since, until
        Months of the higher and of the lower confidence.
    before, after
        Confidence in those months, 1 to 10.
    """

    since: date
    until: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """One key result of the quarter.

    Attributes
    ----------
    pace
        Value, confidence and progress, as the overview shows them.
    squad
        Squad that owns it, or None.
    reached
        Month of the value, or None without one.
    check_ins
        Check-ins since the start value was measured, in order.
    falls
        Falls from one check-in to the next.
    slide
        Fall from the highest confidence to the latest one, or None.
    outlook
        Where it would end.
    changes
        Targets changed after the quarter had started.
    grade_at_first_target
        Grade against the target in force when the quarter started, where it was changed.
    """

    pace: KeyResultPace
    squad: Squad | None
    reached: date | None
    check_ins: tuple[CheckIn, ...]
    falls: tuple[ConfidenceFall, ...]
    slide: ConfidenceFall | None
    outlook: Outlook
    changes: tuple[TargetChange, ...]
    grade_at_first_target: float | None

    @property
    def key_result(self) -> KeyResult:
        """The key result itself."""
        return self.pace.key_result


def key_result_line(snapshot: Snapshot, result: KeyResult, month: date | None) -> KeyResultLine:
    """Return a key result as of ``month``, the last month of its quarter with data."""
    catalogue = company(snapshot)
    starts = result.starts_on or add_months(quarter_end(result.quarter), -3)
    checks = sorted(
        (
            check
            for check in catalogue.check_ins
            if check.key_result_id == result.key_result_id and month and check.period <= month
        ),
        key=lambda check: check.period,
    )
    latest = checks[-1] if checks else None
    actual = latest.value if latest else None
    reached = latest.period if latest else month or starts
    check_ins = tuple(check for check in checks if check.period >= starts)
    changes = tuple(change for change in target_changes(snapshot) if change.concerns(result))
    return KeyResultLine(
        pace=KeyResultPace(
            key_result=result,
            actual=actual,
            confidence=latest.confidence if latest else None,
            progress=progress(result, actual, reached),
        ),
        squad=catalogue.squads.get(result.squad_id or ""),
        reached=latest.period if latest and actual is not None else None,
        check_ins=check_ins,
        falls=confidence_falls(check_ins),
        slide=confidence_slide(check_ins),
        outlook=outlook(snapshot, result, tuple(checks), month),
        changes=changes,
        grade_at_first_target=_first_grade(actual, changes),
    )


def confidence_falls(check_ins: tuple[CheckIn, ...]) -> tuple[ConfidenceFall, ...]:
    """Return each fall of two points or more from one check-in to the next."""
    levels = [
        (check.period, check.confidence) for check in check_ins if check.confidence is not None
    ]
    return tuple(
        ConfidenceFall(since, until, before, after)
        for (since, before), (until, after) in pairwise(levels)
        if before - after >= FALL
    )


def confidence_slide(check_ins: tuple[CheckIn, ...]) -> ConfidenceFall | None:
    """Return the fall from the last highest confidence to the latest, if two points or more."""
    levels = [
        (check.confidence, check.period) for check in check_ins if check.confidence is not None
    ]
    if not levels:
        return None
    (before, since), (after, until) = max(levels), levels[-1]
    return ConfidenceFall(since, until, before, after) if before - after >= FALL else None


def _first_grade(actual: float | None, changes: tuple[TargetChange, ...]) -> float | None:
    first = next((change for change in changes if change.metric_id is None), None)
    if first is None:
        return None
    return grade(first.former_start or 0.0, first.former_target, actual)
