"""Doubts of readers and their answers: rows of their own, which no figure is made of."""

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


def raise_doubt(
    database: Database, access: Access, text: str, *, page: str, data_version: int
) -> Doubt:
    """Keep a doubt.

    Raises
    ------
    InvalidInputError
        When the text is empty or too long.
    RefusedError
        When the reader voices too many.
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
            {
                "doubt_id": doubt.doubt_id,
                "raised_at": doubt.raised_at,
                "share_link_id": doubt.share_link_id,
                "label": doubt.label,
                "page": doubt.page,
                "data_version": doubt.data_version,
                "text": doubt.text,
            },
        )
    return doubt


def answer_doubt(
    database: Database, doubt_id: str, text: str, *, author: str, is_hidden: bool = False
) -> None:
    """Answer a doubt, or answer it anew; a hidden one is no longer shown to readers.

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


def _refuse_floods(known: list[Doubt], doubt: Doubt) -> None:
    own = [
        one for one in known if (one.share_link_id, one.label) == (doubt.share_link_id, doubt.label)
    ]
    an_hour_ago = doubt.raised_at - timedelta(hours=1)
    if sum(one.raised_at > an_hour_ago for one in own) >= MAX_DOUBTS_PER_HOUR:
        raise RefusedError(N_("You have just voiced several doubts. Come back in an hour."))
    if sum(one.is_waiting for one in own) >= MAX_UNANSWERED_DOUBTS:
        raise RefusedError(
            N_("{count} of your doubts wait for an answer; voice more once they are answered."),
            count=MAX_UNANSWERED_DOUBTS,
        )
