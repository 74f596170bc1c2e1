"""Who did what and when: uploads, edits, undos and links as recorded, and the opening of links."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.retry import retried_whole

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
"""What is on record; the first six, and the doubts, come from their own tables."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit trail.

    Attributes
    ----------
    happened_at
        Instant in UTC.
    action
        What was done.
    subject
        To what: upload and file, label of a link, identifier of a link opened.
    author
        By whom: name, role, or the label of the link held.
    """

    happened_at: datetime
    action: Action
    subject: str
    author: str


@retried_whole
def record(database: Database, acts: Sequence[Act]) -> None:
    """Record acts that leave no other trace, in one transaction."""
    with database.writing() as connection:
        for act in acts:
            named_queries.run(connection, "insert_audit", asdict(act))


def audit_trail(connection: Connection, *, most: int) -> list[Act]:
    """Return the latest acts, newest first, at most ``most``."""
    return [Act(*row) for row in named_queries.rows(connection, "audit_trail", {"most": most})]


def is_on_record(connection: Connection, action: Action, subject: str) -> bool:
    """Return whether an act that leaves no other trace was recorded."""
    found = named_queries.one(connection, "is_on_record", {"action": action, "subject": subject})
    return bool(found[0])
