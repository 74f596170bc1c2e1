"""Listening sessions, tests and demos, and what was heard."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.records import column
from lib.i18n.translate import N_

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
    text_fr: str | None = column("text", N_("What was heard, in French"))
    text_en: str | None = column("text", N_("What was heard, in English"))
    status: InsightStatus = column(
        "choice", N_("What became of it"), required=True, choices=InsightStatus
    )
    initiative_id: str | None = column("text", N_("Initiative it led to"), references="initiative")
    decision_id: str | None = column("text", N_("Decision it led to"), references="decision")
