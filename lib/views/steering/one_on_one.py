"""The private brief of product leader and chief executive, built from the data alone."""

from dataclasses import dataclass
from datetime import date

from lib.domain.decisions import Decision, OneOnOne
from lib.domain.grading import PaceState
from lib.domain.okrs import KeyResult
from lib.domain.pages import PRIVATE_PAGES
from lib.views.as_of_dates import version_on
from lib.views.committee.overview import KeyResultPace, key_result_paces, overview_view
from lib.views.committee.update_changes import LabelChange, label_changes
from lib.views.company import company
from lib.views.series import facts
from lib.views.signals import MetricSignal, signals_view
from lib.views.snapshot import Snapshot, snapshot
from lib.views.steering.decisions import overdue_reviews

PAGE = "one_on_one"
IS_PRIVATE = PAGE in PRIVATE_PAGES
"""Whether no share link ever opens the page."""

MOST_POINTS = 3
"""Points of a brief."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A key result whose state is not what it was at the last meeting."""

    key_result: KeyResult
    before: PaceState
    after: PaceState


Point = MetricSignal | LabelChange | StateChange


@dataclass(frozen=True, slots=True)
class OneOnOneView:
    """What to bring to the next meeting.

    Attributes
    ----------
    last
        Latest meeting; None before the first.
    version_then
        Data version that stood on its day; None where none is held.
    points
        What moved: labels, then key results, then signals; the first three are the brief.
    due, overdue
        Decisions that wait, and reviews that do.
    pending, not_kept
        Promises of the past meetings, the latest first.
    kept_count
        Number of promises kept.
    meetings
        Every meeting, the latest first.
    """

    last: OneOnOne | None
    version_then: int | None
    points: tuple[Point, ...]
    due: tuple[Decision, ...]
    overdue: tuple[Decision, ...]
    pending: tuple[OneOnOne, ...]
    kept_count: int
    not_kept: tuple[OneOnOne, ...]
    meetings: tuple[OneOnOne, ...]

    @property
    def first_points(self) -> tuple[Point, ...]:
        """The three points of the brief."""
        return self.points[:MOST_POINTS]


def one_on_one_view(shown: Snapshot) -> OneOnOneView:
    """Return the brief of a snapshot."""
    return shown.get_or_compute(PAGE, lambda: _brief(shown))


def _brief(shown: Snapshot) -> OneOnOneView:
    known = company(shown)
    meetings = tuple(
        sorted(known.one_on_ones, key=lambda one: (one.held_on, one.one_on_one_id), reverse=True)
    )
    last = meetings[0] if meetings else None
    version = version_on(shown, last.held_on) if last else None
    then = snapshot(shown.database, version) if version is not None else None
    changes: tuple[Point, ...] = (*_labels(then, shown), *_states(then, shown)) if then else ()
    return OneOnOneView(
        last=last,
        version_then=version,
        points=(*changes, *signals_view(shown).flagged),
        due=overview_view(shown).decisions_due,
        overdue=overdue_reviews(shown),
        pending=tuple(one for one in meetings if one.promise_state == "pending"),
        kept_count=sum(one.promise_state == "kept" for one in meetings),
        not_kept=tuple(one for one in meetings if one.promise_state == "not_kept"),
        meetings=meetings,
    )


def _labels(then: Snapshot, shown: Snapshot) -> list[LabelChange]:
    return [change for change in label_changes(then, shown) if change.before]


def _states(then: Snapshot, shown: Snapshot) -> list[StateChange]:
    before = {pace.key_result.key_result_id: pace for pace in _paces(then)}
    return [
        StateChange(pace.key_result, was.progress.state, pace.progress.state)
        for pace in _paces(shown)
        if (was := before.get(pace.key_result.key_result_id))
        and was.progress.state != pace.progress.state
    ]


def _paces(held: Snapshot) -> tuple[KeyResultPace, ...]:
    """Return the key results of the quarter, told at the last month known in that state."""
    month: date | None = facts(held).last
    return key_result_paces(company(held), month) if month else ()
