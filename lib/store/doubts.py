"""Doubts raised by readers and their answers; they change no figure and no data version."""

import secrets
from datetime import timedelta

from lib.domain.access import Access
from lib.domain.clock import utc_now
from lib.domain.feedback import MAX_DOUBTS_PER_HOUR, MAX_UNANSWERED_DOUBTS, Doubt, single_line
from lib.errors import NotFoundError, RefusedError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.database import Database

_ID_BYTES = 5
_COLUMNS = (*("doubt_id", "raised_at", "share_link_id", "label", "page", "data_version", "text"),)


def raise_doubt(
    database: Database, access: Access, text: str, *, page: str, data_version: int
) -> Doubt:
    """Record a doubt.

    Raises
    ------
    InvalidInputError
        When the text is empty or too long.
    RefusedError
        When the reader has raised too many.
    """
    doubt = Doubt(
        doubt_id=secrets.token_hex(_ID_BYTES),
        raised_at=utc_now(),
        share_link_id=access.link.share_link_id if access.link else "",
        label=access.name,
        page=page,
        data_version=data_version,
        text=single_line(text),
    )
    with database.writing() as connection:
        _refuse_floods(doubts(connection), doubt)
        named_queries.run(
            connection,
            "insert_doubt",
            {name: getattr(doubt, name) for name in _COLUMNS},
        )
    return doubt


def answer_doubt(
    database: Database, doubt_id: str, text: str, *, author: str, is_hidden: bool = False
) -> None:
    """Answer a doubt, again if need be; a hidden one is no longer shown to readers.

    Raises
    ------
    InvalidInputError
        When the answer is empty or too long.
    NotFoundError
        When there is no such doubt.
    """
    line = single_line(text)
    with database.writing() as connection:
        if all(doubt.doubt_id != doubt_id for doubt in doubts(connection)):
            raise NotFoundError(N_("There is no doubt “{doubt}”."), doubt=doubt_id)
        named_queries.run(
            connection,
            "insert_doubt_answer",
            {
                "doubt_id": doubt_id,
                "answered_at": utc_now(),
                "author": author,
                "is_hidden": is_hidden,
                "text": line,
            },
        )


def doubts(connection: Connection) -> list[Doubt]:
    """Return every doubt with its latest answer, newest first."""
    return [Doubt(*row) for row in named_queries.rows(connection, "doubts")]


def _refuse_floods(earlier: list[Doubt], doubt: Doubt) -> None:
    sender = (doubt.share_link_id, doubt.label)
    same_sender = [item for item in earlier if (item.share_link_id, item.label) == sender]
    an_hour_ago = doubt.raised_at - timedelta(hours=1)
    if sum(item.raised_at > an_hour_ago for item in same_sender) >= MAX_DOUBTS_PER_HOUR:
        raise RefusedError(N_("You have just voiced several doubts. Come back in an hour."))
    if sum(item.is_waiting for item in same_sender) >= MAX_UNANSWERED_DOUBTS:
        raise RefusedError(
            N_("{count} of your doubts wait for an answer; voice more once they are answered."),
            count=MAX_UNANSWERED_DOUBTS,
        )
