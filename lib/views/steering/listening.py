"""Listening: who has heard users, how long ago, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from lib.domain.decisions import Decision
from lib.domain.initiatives import Initiative, Squad
from lib.domain.listening import ExecutiveRole, Insight, ListeningSession
from lib.views.as_of_dates import data_day, months_elapsed
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot

RECENT_MONTHS = 6
"""Months within which a role counts as having listened."""

ROLES: tuple[ExecutiveRole, ...] = get_args(ExecutiveRole)
"""Every role of the executive committee."""


@dataclass(frozen=True, slots=True)
class RoleClock:
    """How long ago a role last heard users; ``last`` and ``months`` are None for never."""

    role: ExecutiveRole
    last: ListeningSession | None
    months: int | None
    sessions: int

    @property
    def is_recent(self) -> bool:
        """Whether the role listened within the last six months."""
        return self.months is not None and self.months < RECENT_MONTHS


@dataclass(frozen=True, slots=True)
class HeardInsight:
    """What was heard, and the initiative or decision that it reached."""

    insight: Insight
    initiative: Initiative | None
    decision: Decision | None

    @property
    def reached(self) -> bool:
        """Whether it reached a decision or an initiative that is known."""
        return self.initiative is not None or self.decision is not None


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session with the roles present and what was heard."""

    session: ListeningSession
    roles: tuple[ExecutiveRole, ...]
    squad: Squad | None
    insights: tuple[HeardInsight, ...]


@dataclass(frozen=True, slots=True)
class ListeningView:
    """The ledger, told on a day: sessions the latest first, roles the longest absent first.

    Attributes
    ----------
    loose
        Insights whose session is not known.
    """

    day: date | None
    sessions: tuple[SessionCard, ...]
    clocks: tuple[RoleClock, ...]
    loose: tuple[HeardInsight, ...]

    @property
    def insights(self) -> tuple[HeardInsight, ...]:
        """Every insight, those without a known session last."""
        heard = [insight for card in self.sessions for insight in card.insights]
        return (*heard, *self.loose)

    @property
    def reached(self) -> int:
        """How many insights reached a decision or an initiative."""
        return sum(insight.reached for insight in self.insights)

    @property
    def recent_roles(self) -> int:
        """How many roles listened within the last six months."""
        return sum(clock.is_recent for clock in self.clocks)

    @property
    def never(self) -> tuple[ExecutiveRole, ...]:
        """Roles that have never been seen in a session."""
        return tuple(clock.role for clock in self.clocks if clock.months is None)

    def chosen(self, role: str, kind: str) -> tuple[SessionCard, ...]:
        """Return the sessions of a role and a kind; empty means all."""
        return tuple(
            card
            for card in self.sessions
            if (not role or role in card.roles) and (not kind or card.session.kind == kind)
        )


def listening_view(snapshot: Snapshot, on: date | None = None) -> ListeningView:
    """Return the ledger told on a day: by default that of the latest upload."""
    day = on or data_day(snapshot)
    return snapshot.get_or_compute(("listening", day), lambda: _view(company(snapshot), day))


def _view(known: Company, day: date | None) -> ListeningView:
    held: dict[str, list[ListeningSession]] = {}
    for session in known.sessions:
        held.setdefault(session.session_id, []).append(session)
    heard: dict[str, list[HeardInsight]] = {}
    for insight in known.insights:
        heard.setdefault(insight.session_id, []).append(_heard(known, insight))
    cards = [
        SessionCard(
            session=sessions[0],
            roles=tuple(session.role for session in sessions),
            squad=known.squads.get(sessions[0].squad_id or ""),
            insights=tuple(heard.get(session_id, ())),
        )
        for session_id, sessions in held.items()
    ]
    cards.sort(key=lambda card: (card.session.held_on, card.session.session_id), reverse=True)
    clocks = [_clock(role, known.sessions, day) for role in ROLES]
    return ListeningView(
        day=day,
        sessions=tuple(cards),
        clocks=tuple(sorted(clocks, key=_absence)),
        loose=tuple(
            one for session_id, found in heard.items() if session_id not in held for one in found
        ),
    )


def _heard(known: Company, insight: Insight) -> HeardInsight:
    return HeardInsight(
        insight=insight,
        initiative=known.initiatives.get(insight.initiative_id or ""),
        decision=known.decisions.get(insight.decision_id or ""),
    )


def _clock(
    role: ExecutiveRole, sessions: Sequence[ListeningSession], day: date | None
) -> RoleClock:
    """Return the clock of a role; sessions yet to come do not count."""
    own = [
        session
        for session in sessions
        if session.role == role and day is not None and session.held_on <= day
    ]
    last = max(own, key=lambda session: session.held_on, default=None)
    months = months_elapsed(last.held_on, day) if last and day else None
    return RoleClock(role=role, last=last, months=months, sessions=len(own))


def _absence(clock: RoleClock) -> tuple[int, int]:
    """Order roles from never seen to lately seen."""
    if clock.last is None:
        return (0, 0)
    return (1, clock.last.held_on.toordinal())
