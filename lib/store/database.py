"""The one database instance of a process: open, read and write; what kind it is, its engine knows.

It is opened once (:func:`shared_database`); every run takes a cursor of its own.
"""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from lib.store.addresses import Address, LakeAddress
from lib.store.connection import Connection
from lib.store.embedded import EmbeddedFile
from lib.store.engines import Engine
from lib.store.errors import is_fatal
from lib.store.file_guard import new_work_folder
from lib.store.lake.engine import Lake
from lib.store.migrations import utc_now as utc_now

_PATIENCE = 60.0  # seconds that a stop gives to the change in hand


class Database:
    """An open database: readers take cursors, writers take turns.

    Parameters
    ----------
    address
        The embedded file, a lake, or None for a database in memory.
    creates
        Whether a lake is created, and its tables brought up to date; a file always is.

    Raises
    ------
    StoreBusyError
        When another process holds the file.
    StoreDamagedError
        When the database cannot be read or was written by a newer Tandem.
    StoreUnreachableError
        When a lake does not answer.

    Attributes
    ----------
    path
        The embedded file; None for any other database.
    work_folder
        Where files of a run may be put.
    """

    def __init__(self, address: Address | None = None, *, creates: bool = False) -> None:
        self.path = address if isinstance(address, Path) else None
        self._engine: Engine = (
            Lake(address, creates=creates)
            if isinstance(address, LakeAddress)
            else EmbeddedFile(address)
        )
        self._writing = threading.RLock()
        self._mending = threading.Lock()
        self._is_dead = False
        self.work_folder = new_work_folder(self.path)
        try:
            self._root = self._engine.open(self.work_folder)
            self._prepare()
        except BaseException:
            self._release()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a cursor for one run; a snapshot of its own for each query."""
        if self._is_dead:
            self._revive()
        cursor = self._root.cursor()
        try:
            self._engine.enter(cursor)
            yield cursor
        except duckdb.Error as error:
            self._is_dead = self._is_dead or is_fatal(error)
            told = self._engine.told(error)
            if told is None:
                raise
            raise told from error
        finally:
            cursor.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a cursor inside a transaction; all of it is kept, or nothing."""
        with self._writing, self.reading() as cursor, self._engine.turn(self._root) as check_turn:
            cursor.begin()
            try:
                yield cursor
                check_turn()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise
            cursor.commit()
            self._engine.kept(cursor)

    @property
    def writes(self) -> int:
        """A number that is another one once anything may have been written."""
        return self._engine.changes

    @property
    def is_shared(self) -> bool:
        """Whether other processes read and write the same database."""
        return self._engine.is_shared

    @property
    def silent_since(self) -> datetime | None:
        """Instant (UTC) since which a shared database has not answered; None while it does."""
        return self._engine.silent_since

    def close(self) -> None:
        """Let the change in hand end, close the file and give its lock back."""
        is_mine = self._writing.acquire(timeout=_PATIENCE)
        try:
            self._root.close()
            self._release()
        finally:
            if is_mine:
                self._writing.release()

    def _release(self) -> None:
        self._engine.release()
        shutil.rmtree(self.work_folder, ignore_errors=True)

    def _revive(self) -> None:
        """Open the database anew after the engine gave up; cursors of before must be closed."""
        with self._mending:
            if self._is_dead:
                self._root.close()
                self._root = self._engine.open(self.work_folder)
                self._prepare()
                self._is_dead = False

    def _prepare(self) -> None:
        try:
            self._engine.prepare(self._root, self.writing)
        except BaseException as error:
            self._root.close()
            told = self._engine.told(error)
            if told is None:
                raise
            raise told from error


_SHARED: dict[Address, Database] = {}
_OPENING = threading.Lock()


def shared_database(address: Address) -> Database:
    """Return the process's one instance of the database at ``address``, opened at first use."""
    key = address.absolute() if isinstance(address, Path) else address
    with _OPENING:
        if key not in _SHARED:
            if isinstance(key, Path):
                key.parent.mkdir(parents=True, exist_ok=True)
            _SHARED[key] = Database(key)
        return _SHARED[key]


def close_shared(address: Address) -> None:
    """Close the process's instance of the database, if it is open."""
    with _OPENING:
        key = address.absolute() if isinstance(address, Path) else address
        database = _SHARED.pop(key, None)
    if database:
        database.close()
