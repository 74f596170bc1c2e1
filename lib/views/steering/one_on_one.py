"""The private brief of the product leader and the chief executive."""

from dataclasses import dataclass
from datetime import date

from lib.domain.decisions import Decision, OneOnOne
from lib.domain.okrs import KeyResult, PaceState
from lib.domain.pages import PRIVATE_PAGES
from lib.views.committee.overview import KeyResultPace, key_result_paces, overview_view
from lib.views.committee.update_changes import LabelChange, label_changes
from lib.views.company import company, version_on
from lib.views.series import facts
from lib.views.signals import MetricSignal, signals_view
from lib.views.snapshot import Snapshot, cached
from lib.views.snapshot import snapshot as snapshot_at
from lib.views.steering.decisions import overdue_reviews

PAGE = "one_on_one"
IS_PRIVATE = PAGE in PRIVATE_PAGES
"""Whether no share link ever opens the page."""

MOST_POINTS = 3
"""Points of a brief."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """A key result whose state has changed since the last meeting."""

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
        Data version of that day; None without one.
    points
        What changed: labels, then key results, then signals.
    due, overdue
        Open decisions, and overdue reviews.
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


@cached
def one_on_one_view(snapshot: Snapshot) -> OneOnOneView:
    """Return the brief of a snapshot."""
    catalogue = company(snapshot)
    meetings = tuple(
        sorted(
            catalogue.one_on_ones,
            key=lambda meeting: (meeting.held_on, meeting.one_on_one_id),
            reverse=True,
        )
    )
    last = meetings[0] if meetings else None
    version = version_on(snapshot, last.held_on) if last else None
    then = snapshot_at(snapshot.database, version) if version is not None else None
    changes: tuple[Point, ...] = (
        (*_labels(then, snapshot), *_states(then, snapshot)) if then else ()
    )
    return OneOnOneView(
        last=last,
        version_then=version,
        points=(*changes, *signals_view(snapshot).flagged),
        due=overview_view(snapshot).decisions_due,
        overdue=overdue_reviews(snapshot),
        pending=tuple(meeting for meeting in meetings if meeting.promise_state == "pending"),
        kept_count=sum(meeting.promise_state == "kept" for meeting in meetings),
        not_kept=tuple(meeting for meeting in meetings if meeting.promise_state == "not_kept"),
        meetings=meetings,
    )


def _labels(then: Snapshot, snapshot: Snapshot) -> list[LabelChange]:
    return [change for change in label_changes(then, snapshot) if change.before]


def _states(then: Snapshot, snapshot: Snapshot) -> list[StateChange]:
    before = {pace.key_result.key_result_id: pace for pace in _paces(then)}
    return [
        StateChange(pace.key_result, was.progress.state, pace.progress.state)
        for pace in _paces(snapshot)
        if (was := before.get(pace.key_result.key_result_id))
        and was.progress.state != pace.progress.state
    ]


def _paces(snapshot: Snapshot) -> tuple[KeyResultPace, ...]:
    """Return the key results of the quarter at the last month of a snapshot."""
    month: date | None = facts(snapshot).last
    return key_result_paces(company(snapshot), month) if month else ()
