"""What people say: doubts of readers, objections of roles, and listening sessions with users."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lib.domain.records import column
from lib.errors import InvalidInputError
from lib.i18n.translate import N_

MAX_DOUBT_LENGTH = 200
"""Characters of a doubt or an answer, at most: one line on a laptop screen."""

MAX_DOUBTS_PER_HOUR = 3
MAX_UNANSWERED_DOUBTS = 10
"""Limits for one reader, so that a shared link cannot be used to flood the page of doubts."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A comment by which a reader says that a page seems wrong, with the answer.

    Attributes
    ----------
    doubt_id
        Identifier.
    raised_at
        Instant in UTC.
    share_link_id
        Link of the reader; empty for one who signed in.
    label
        Name of the reader in the audit trail.
    page
        Page it is about.
    data_version
        Data version the reader saw.
    text
        What the reader wrote.
    answer, answered_by, answered_at
        None until it is answered.
    is_hidden
        Whether it is hidden from readers, for example because it names a person.
    """

    doubt_id: str
    raised_at: datetime
    share_link_id: str
    label: str
    page: str
    data_version: int
    text: str
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    is_hidden: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether it has no answer yet."""
        return self.answered_at is None


def single_line(text: str) -> str:
    """Return a text as one line without unprintable characters.

    Raises
    ------
    InvalidInputError
        When the line is empty or too long.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not line or len(line) > MAX_DOUBT_LENGTH:
        raise InvalidInputError(
            N_("Write one line of 1 to {most} characters."),
            most=MAX_DOUBT_LENGTH,
        )
    return line


SessionKind = Literal["interview", "call", "visit", "test", "demo"]
ExecutiveRole = Literal["ceo", "cfo", "cto", "marketing", "sales", "hr", "operations"]
InsightStatus = Literal["open", "backlog", "decided", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningSession:
    """A session where users were heard, and the executive role that was there."""

    session_id: str = column("text", N_("Stable identifier of the session"), key=True)
    role: ExecutiveRole = column(
        "choice", N_("Executive role present"), key=True, choices=ExecutiveRole
    )
    held_on: date = column("day", N_("Day of the session"), required=True)
    kind: SessionKind = column(
        "choice", N_("Interview, call, visit, test or demo"), required=True, choices=SessionKind
    )
    topic_fr: str | None = column("text", N_("Topic in French"))
    topic_en: str | None = column("text", N_("Topic in English"))
    squad_id: str | None = column("text", N_("Squad that ran it"), references="squad")
    participants: int | None = column("integer", N_("Number of users heard"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """What was heard in a session and what it changed."""

    insight_id: str = column("text", N_("Stable identifier of the insight"), key=True)
    session_id: str = column(
        "text", N_("Session it was heard in"), required=True, references="listening_session"
    )
    text_fr: str | None = column("text", N_("What was heard, in French"), long=True)
    text_en: str | None = column("text", N_("What was heard, in English"), long=True)
    status: InsightStatus = column(
        "choice", N_("What became of it"), required=True, choices=InsightStatus
    )
    initiative_id: str | None = column("text", N_("Initiative it led to"), references="initiative")
    decision_id: str | None = column("text", N_("Decision it led to"), references="decision")


SubjectKind = Literal["pair", "metric", "decision"]


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
    text_fr: str | None = column("text", N_("Objection in French"), long=True)
    text_en: str | None = column("text", N_("Objection in English"), long=True)
    answer_fr: str | None = column("text", N_("Answer in French"), long=True)
    answer_en: str | None = column("text", N_("Answer in English"), long=True)
    answered_on: date | None = column("day", N_("Day of the answer; empty while it is open"))


def is_open(objection: Objection) -> bool:
    """Return whether an objection has no answer yet."""
    return objection.answered_on is None
