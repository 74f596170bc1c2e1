"""Every share link, asked for again only once something may have been written."""

from lib.domain.access import ShareLink
from lib.store.database import Database
from lib.store.share_links import list_links
from lib.views.snapshot import memory_of


def known_links(database: Database) -> list[ShareLink]:
    """Return every link; as last heard of while a shared database does not answer."""

    def ask() -> list[ShareLink]:
        with database.reading() as connection:
            return list_links(connection)

    return memory_of(database).follow("links", database.writes, ask)
