"""Listening: which executives met users, how long ago, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from lib.domain.decisions import Decision
from lib.domain.feedback import ExecutiveRole, Insight, ListeningSession
from lib.domain.initiatives import Initiative, Squad
from lib.views.company import Company, company, data_day
from lib.views.snapshot import Snapshot, cached

RECENT_MONTHS = 6
"""Months within which a role counts as having listened."""

ROLES: tuple[ExecutiveRole, ...] = get_args(ExecutiveRole)
"""Every role of the executive committee."""


@dataclass(frozen=True, slots=True)
class RoleClock:
    """How long ago a role last met users; ``last`` and ``months`` are None for never."""

    role: ExecutiveRole
    last: ListeningSession | None
    months: int | None
    sessions: int

    @property
    def is_recent(self) -> bool:
        """Whether the role listened within the last six months."""
        return self.months is not None and self.months < RECENT_MONTHS


@dataclass(frozen=True, slots=True)
class TracedInsight:
    """An insight and the initiative or decision that it led to."""

    insight: Insight
    initiative: Initiative | None
    decision: Decision | None

    @property
    def reached(self) -> bool:
        """Whether it led to a known decision or initiative."""
        return self.initiative is not None or self.decision is not None


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session with the roles present and its insights."""

    session: ListeningSession
    roles: tuple[ExecutiveRole, ...]
    squad: Squad | None
    insights: tuple[TracedInsight, ...]


@dataclass(frozen=True, slots=True)
class ListeningView:
    """Sessions, the latest first, and roles, the longest absent first, as of a day.

    Attributes
    ----------
    loose
        Insights whose session is not known.
    """

    day: date | None
    sessions: tuple[SessionCard, ...]
    clocks: tuple[RoleClock, ...]
    loose: tuple[TracedInsight, ...]

    @property
    def insights(self) -> tuple[TracedInsight, ...]:
        """Every insight, those without a known session last."""
        with_session = [insight for card in self.sessions for insight in card.insights]
        return (*with_session, *self.loose)

    @property
    def reached(self) -> int:
        """How many insights led to a decision or an initiative."""
        return sum(insight.reached for insight in self.insights)

    @property
    def recent_roles(self) -> int:
        """How many roles listened within the last six months."""
        return sum(clock.is_recent for clock in self.clocks)

    @property
    def never(self) -> tuple[ExecutiveRole, ...]:
        """Roles that never took part in a session."""
        return tuple(clock.role for clock in self.clocks if clock.months is None)

    def chosen(self, role: str, kind: str) -> tuple[SessionCard, ...]:
        """Return the sessions of a role and a kind; empty means all."""
        return tuple(
            card
            for card in self.sessions
            if (not role or role in card.roles) and (not kind or card.session.kind == kind)
        )


def listening_view(snapshot: Snapshot, on: date | None = None) -> ListeningView:
    """Return the sessions as of a day: by default that of the latest upload."""
    return _view(snapshot, on or data_day(snapshot))


@cached
def _view(snapshot: Snapshot, day: date | None) -> ListeningView:
    catalogue = company(snapshot)
    by_session: dict[str, list[ListeningSession]] = {}
    for session in catalogue.sessions:
        by_session.setdefault(session.session_id, []).append(session)
    insights: dict[str, list[TracedInsight]] = {}
    for insight in catalogue.insights:
        insights.setdefault(insight.session_id, []).append(_traced_insight(catalogue, insight))
    cards = [
        SessionCard(
            session=sessions[0],
            roles=tuple(session.role for session in sessions),
            squad=catalogue.squads.get(sessions[0].squad_id or ""),
            insights=tuple(insights.get(session_id, ())),
        )
        for session_id, sessions in by_session.items()
    ]
    cards.sort(key=lambda card: (card.session.held_on, card.session.session_id), reverse=True)
    clocks = [_clock(role, catalogue.sessions, day) for role in ROLES]
    return ListeningView(
        day=day,
        sessions=tuple(cards),
        clocks=tuple(sorted(clocks, key=_absence)),
        loose=tuple(
            insight
            for session_id, lost in insights.items()
            if session_id not in by_session
            for insight in lost
        ),
    )


def _traced_insight(catalogue: Company, insight: Insight) -> TracedInsight:
    return TracedInsight(
        insight=insight,
        initiative=catalogue.initiatives.get(insight.initiative_id or ""),
        decision=catalogue.decisions.get(insight.decision_id or ""),
    )


def _clock(
    role: ExecutiveRole, sessions: Sequence[ListeningSession], day: date | None
) -> RoleClock:
    """Return when a role last met users; future sessions do not count."""
    past = [
        session
        for session in sessions
        if session.role == role and day is not None and session.held_on <= day
    ]
    last = max(past, key=lambda session: session.held_on, default=None)
    months = months_elapsed(last.held_on, day) if last and day else None
    return RoleClock(role=role, last=last, months=months, sessions=len(past))


def months_elapsed(earlier: date, later: date) -> int:
    """Return the number of whole months passed; a month ends on the same day of the next one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def _absence(clock: RoleClock) -> tuple[int, int]:
    """Order roles from never present to most recently present."""
    if clock.last is None:
        return (0, 0)
    return (1, clock.last.held_on.toordinal())
