"""What differs between the databases that Tandem works on: the whole of it is this interface.

``lib.store.embedded`` holds a file of this machine, ``lib.store.lake.engine`` a lake that several
replicas share. Everything else in the store is the same SQL on either.
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
        """Open the database, its tables as they are."""

    def prepare(self, root: Connection, writing: Writing) -> None:
        """Bring an open database to where pages and commands may use it."""

    def enter(self, cursor: Connection) -> None:
        """Make a new cursor ready; refuse it at once where the database does not answer."""

    def turn(self, root: Connection) -> AbstractContextManager[Callable[[], None]]:
        """Hold the turn of writing against other processes; give what checks that it is held."""

    def kept(self, cursor: Connection) -> None:
        """Take note of a transaction that was kept."""

    def told(self, error: BaseException) -> StoreError | None:
        """Return what an error says to a person; None where it is not about the database."""

    @property
    def changes(self) -> int:
        """A number that is another one once anything may have been written."""

    @property
    def silent_since(self) -> datetime | None:
        """Instant since which the database has not answered; None while it does."""

    def release(self) -> None:
        """Let other processes have what was held."""
