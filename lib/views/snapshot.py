"""One state of the data, as every view reads it: figures cannot differ between pages."""

import threading
import weakref
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar

from lib.errors import NotFoundError
from lib.i18n.translate import N_
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.uploads.uploads import data_version
from lib.views.cache import Memory

Built = TypeVar("Built")

_MEMORIES: "weakref.WeakKeyDictionary[Database, Memory]" = weakref.WeakKeyDictionary()
_MAKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data at one data version, with what has been computed from it.

    Attributes
    ----------
    database
        The database read.
    version
        Data version shown.
    latest
        Newest data version; equal to ``version`` unless an earlier state is shown.
    """

    database: Database
    version: int
    latest: int

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a cursor to read with."""
        return self.database.reading()

    @property
    def mark(self) -> int:
        """Number that tells this database from every other one opened by the process."""
        return memory_of(self.database).number

    def recall(self, key: Hashable, build: Callable[[], Built]) -> Built:
        """Return what ``build`` gives for this data version, building it once for all sessions."""
        return memory_of(self.database).recall(self.version, key, build)


def snapshot(database: Database, as_of: int | None = None) -> Snapshot:
    """Return the newest state, or the one at data version ``as_of``.

    Raises
    ------
    NotFoundError
        When the data never had that version.
    """
    latest = _latest(database)
    if as_of is not None and not 0 <= as_of <= latest:
        raise NotFoundError(
            N_("There is no data version {version}; the latest is {latest}."),
            version=as_of,
            latest=latest,
        )
    return Snapshot(database, latest if as_of is None else as_of, latest)


def _latest(database: Database) -> int:
    """Return the newest data version; asked again only once something may have been written."""

    def ask() -> int:
        with database.reading() as connection:
            return data_version(connection)

    return memory_of(database).follow("latest", database.writes, ask)


def memory_of(database: Database) -> Memory:
    """Return what has been computed from a database so far."""
    with _MAKING:
        return _MEMORIES.setdefault(database, Memory())
