"""All share links, read again from the database only after a write."""

from lib.domain.access import ShareLink
from lib.store.database import Database
from lib.store.share_links import list_links, with_token
from lib.views.snapshot import get_or_refresh


def cached_links(database: Database) -> list[ShareLink]:
    """Return every link; the last list read while a shared database does not answer."""
    return get_or_refresh(database, "links", list_links)


def link_of_token(database: Database, token: str) -> ShareLink | None:
    """Return the link that a token opens, or None."""
    return with_token(cached_links(database), token)
