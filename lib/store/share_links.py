"""Share links: create, list and revoke; only the hash of a token is stored."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.domain.access import LinkRequest, ShareLink
from lib.domain.clock import utc_now
from lib.errors import InvalidInputError, NotFoundError, RefusedError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads.uploads import data_version

_TOKEN_BYTES = 32
_ID_BYTES = 5


@dataclass(frozen=True, slots=True)
class NewLink:
    """A new link with its token, which is not stored."""

    link: ShareLink
    token: str


@dataclass(frozen=True, slots=True)
class Openings:
    """How often a link was opened, and when last."""

    times: int
    last_at: datetime


def token_hash(token: str) -> str:
    """Return the hash under which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@retry_on_conflict
def create_link(database: Database, request: LinkRequest, *, author: str) -> NewLink:
    """Create a link and return it with its token.

    Raises
    ------
    InvalidInputError
        When the data never had the version at which the link is to be frozen.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = ShareLink(
        share_link_id=secrets.token_hex(_ID_BYTES),
        label=request.label,
        token_hash=token_hash(token),
        pages=request.pages,
        language=request.language,
        data_version=request.data_version,
        created_at=utc_now(),
        expires_at=request.expires_at,
        revoked_at=None,
        author=author,
        sees_past=request.sees_past,
    )
    with database.writing() as connection:
        latest = data_version(connection)
        if link.data_version is not None and not 0 <= link.data_version <= latest:
            raise InvalidInputError(
                N_("There is no data version {version}; the latest is {latest}."),
                version=link.data_version,
                latest=latest,
            )
        _append(connection, link, at=link.created_at, author=author, is_revoked=False)
        if link.sees_past:
            named_queries.run(
                connection, "insert_share_link_past", {"share_link_id": link.share_link_id}
            )
    return NewLink(link, token)


@retry_on_conflict
def revoke_link(database: Database, share_link_id: str, *, author: str) -> ShareLink:
    """Revoke a link, effective at the next interaction of its readers.

    Raises
    ------
    NotFoundError
        When there is no such link.
    RefusedError
        When it is already revoked.
    """
    with database.writing() as connection:
        link = find_link(connection, share_link_id)
        if link is None:
            raise NotFoundError(N_("There is no share link “{link}”."), link=share_link_id)
        if link.revoked_at is not None:
            raise RefusedError(N_("The link “{label}” is already revoked."), label=link.label)
        _append(connection, link, at=utc_now(), author=author, is_revoked=True)
        revoked = find_link(connection, share_link_id)
    return revoked or link


def list_links(connection: Connection) -> list[ShareLink]:
    """Return every link ever made, newest first."""
    return [_link(row) for row in named_queries.rows(connection, "share_links")]


def find_link(connection: Connection, share_link_id: str) -> ShareLink | None:
    """Return the link of an identifier, or None."""
    return with_id(list_links(connection), share_link_id)


def with_id(links: Iterable[ShareLink], share_link_id: str) -> ShareLink | None:
    """Return the link of an identifier among links, or None."""
    return next((link for link in links if link.share_link_id == share_link_id), None)


def with_token(links: Iterable[ShareLink], token: str) -> ShareLink | None:
    """Return the link of a token among links, or None."""
    wanted = token_hash(token)
    return next((link for link in links if secrets.compare_digest(link.token_hash, wanted)), None)


def openings(connection: Connection) -> dict[str, Openings]:
    """Return how often each link was opened, by identifier."""
    return {
        row[0]: Openings(int(row[1]), row[2])
        for row in named_queries.rows(connection, "link_openings")
    }


def _link(row: tuple[Any, ...]) -> ShareLink:
    (
        share_link_id,
        label,
        hashed,
        pages,
        language,
        version,
        created,
        expires,
        revoked,
        author,
        sees_past,
    ) = row
    return ShareLink(
        share_link_id=share_link_id,
        label=label,
        token_hash=hashed,
        pages=tuple(pages.split(",")),
        language=language,
        data_version=version,
        created_at=created,
        expires_at=expires,
        revoked_at=revoked,
        author=author,
        sees_past=sees_past,
    )


def _append(
    connection: Connection, link: ShareLink, *, at: datetime, author: str, is_revoked: bool
) -> None:
    named_queries.run(
        connection,
        "insert_share_link",
        {
            "share_link_id": link.share_link_id,
            "label": link.label,
            "token_hash": link.token_hash,
            "pages": ",".join(link.pages),
            "language": link.language,
            "data_version": link.data_version,
            "created_at": at,
            "expires_at": link.expires_at,
            "is_revoked": is_revoked,
            "author": author,
        },
    )
