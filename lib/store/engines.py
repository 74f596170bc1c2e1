"""The interface between :class:`lib.store.database.Database` and the two kinds of database.

``lib.store.embedded`` implements it for a local file, ``lib.store.lake.engine`` for a lake that
several replicas share. Everything else in the store is the same SQL on either.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lib.errors import StoreError
from lib.store.connection import Connection
from lib.store.migrations import Writing


class Engine(Protocol):
    """One kind of database, opened by :class:`lib.store.database.Database`."""

    @property
    def path(self) -> Path | None:
        """The embedded file; None where there is none."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes read and write the same database."""

    def open(self, work_folder: Path) -> Connection:
        """Open the database without migrating it."""

    def prepare(self, root: Connection, writing: Writing) -> None:
        """Migrate and lock down an open database."""

    def prepare_cursor(self, cursor: Connection) -> None:
        """Set up a new cursor; fail at once while the database is unreachable."""

    def write_lock(self, root: Connection) -> AbstractContextManager[Callable[[], None]]:
        """Acquire the cross-process write lock; yield a check that it is still held."""

    def after_commit(self, cursor: Connection) -> None:
        """Record that a transaction was committed."""

    def translate_error(self, error: BaseException) -> StoreError | None:
        """Return the error for a person to read; None where it is not about the database."""

    @property
    def change_counter(self) -> int:
        """Change counter; it differs after any possible write."""

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant (UTC) since which the database is unreachable; None while it answers."""

    def release(self) -> None:
        """Release locks and stop background threads."""
