"""Every share link, read again only after a possible write."""

from lib.domain.access import ShareLink
from lib.store.database import Database
from lib.store.share_links import list_links
from lib.views.snapshot import get_or_refresh


def known_links(database: Database) -> list[ShareLink]:
    """Return every link; those read last while a shared database cannot be reached."""
    return get_or_refresh(database, "links", list_links)
