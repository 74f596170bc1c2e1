"""The data at one data version; every view of a page is computed from the same snapshot."""

import threading
import weakref
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from lib.errors import NotFoundError
from lib.i18n.translate import N_
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.uploads.uploads import data_version
from lib.views.cache import Cache

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_CACHES: "weakref.WeakKeyDictionary[Database, Cache]" = weakref.WeakKeyDictionary()
_CACHES_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data at one data version, with a cache of what has been computed from it.

    Attributes
    ----------
    database
        The database read.
    version
        Data version of the snapshot.
    latest
        Newest data version; equal to ``version`` unless the snapshot is an earlier state.
    """

    database: Database
    version: int
    latest: int

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a connection to read with, as a context manager."""
        return self.database.reading()

    @property
    def cache_id(self) -> int:
        """Number of the database's cache, unique in the process."""
        return _cache_of(self.database).id

    def get_or_compute(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return the result of a key at this data version, computed once for all sessions."""
        return _cache_of(self.database).get_or_compute(self.version, key, compute)


def cached(
    view: Callable[Concatenate[Snapshot, Arguments], Result],
) -> Callable[Concatenate[Snapshot, Arguments], Result]:
    """Cache the results of a function of a snapshot by data version and arguments."""

    @wraps(view)
    def cached_view(
        snapshot: Snapshot, /, *args: Arguments.args, **options: Arguments.kwargs
    ) -> Result:
        key = (view, args, tuple(options.items()))
        return snapshot.get_or_compute(key, lambda: view(snapshot, *args, **options))

    return cached_view


def snapshot(database: Database, as_of: int | None = None) -> Snapshot:
    """Return the newest snapshot, or the one at data version ``as_of``.

    Raises
    ------
    NotFoundError
        When there is no such data version.
    """
    latest = get_or_refresh(database, "latest", data_version)
    if as_of is not None and not 0 <= as_of <= latest:
        raise NotFoundError(
            N_("There is no data version {version}; the latest is {latest}."),
            version=as_of,
            latest=latest,
        )
    return Snapshot(database, latest if as_of is None else as_of, latest)


def get_or_refresh(
    database: Database, key: Hashable, read: Callable[[Connection], Result]
) -> Result:
    """Return what ``read`` gives; it is called again only after a possible write."""

    def compute() -> Result:
        with database.reading() as connection:
            return read(connection)

    return _cache_of(database).get_or_refresh(key, database.writes, compute)


def _cache_of(database: Database) -> Cache:
    with _CACHES_LOCK:
        return _CACHES.setdefault(database, Cache())
