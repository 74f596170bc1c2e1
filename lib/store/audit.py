"""The audit trail: uploads, edits, undos, share links, sign-ins, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict

Action = Literal[
    "upload",
    "edit",
    "undo",
    "redo",
    "share",
    "revoke",
    "open",
    "brief",
    "sign_in",
    "sign_out",
    "doubt",
    "answer",
]
"""Kinds of event; the first six, and the doubts, come from their own tables."""


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the audit trail.

    Attributes
    ----------
    happened_at
        Instant in UTC.
    action
        Kind of event.
    subject
        What it is about: upload and file, label of a link, identifier of a link opened.
    author
        Name or role of the person, or the label of the share link used.
    """

    happened_at: datetime
    action: Action
    subject: str
    author: str


@retry_on_conflict
def record(database: Database, events: Sequence[AuditEvent]) -> None:
    """Record events that no other table holds, with one statement for all of them."""
    columns = [field.name for field in fields(AuditEvent)]
    lists = {column: [getattr(event, column) for event in events] for column in columns}
    with database.writing() as connection:
        named_queries.run(connection, "insert_audit", lists)


def audit_trail(connection: Connection, *, most: int) -> list[AuditEvent]:
    """Return the latest events, newest first, at most ``most``."""
    rows = named_queries.rows(connection, "audit_trail", {"most": most})
    return [AuditEvent(*row) for row in rows]


def is_on_record(connection: Connection, action: Action, subject: str) -> bool:
    """Return whether an event that no other table holds was recorded."""
    parameters = {"action": action, "subject": subject}
    return bool(named_queries.row(connection, "is_on_record", parameters)[0])
