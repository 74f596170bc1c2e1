"""The database instance of a process: opening it, reading and writing transactions, retries.

A process opens a database once (:func:`shared_database`); every run takes a cursor of its own.
"""

import contextlib
import functools
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb

from lib.errors import DatabaseError, StoreConflictError
from lib.store.addresses import Address, LakeAddress
from lib.store.connection import Connection
from lib.store.embedded import EmbeddedFile
from lib.store.engines import Engine
from lib.store.errors import is_fatal
from lib.store.file_guard import new_work_folder
from lib.store.lake.engine import Lake

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")

_CLOSE_SECONDS = 60.0  # how long a close waits for the transaction under way
_MOST_RETRIES = 6
_FIRST_WAIT = 0.05  # seconds; doubled at each retry


class Database:
    """An open database: readers take cursors, writers take the write lock.

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
        self._reopening = threading.Lock()
        self._needs_reopening = False
        self.work_folder = new_work_folder(self.path)
        try:
            self._root = self._engine.open(self.work_folder)
            self._prepare()
        except BaseException:
            self._release()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a cursor for one run; each query reads a snapshot of its own."""
        if self._needs_reopening:
            self._reopen()
        try:
            with contextlib.closing(self._root.cursor()) as cursor:
                self._engine.prepare_cursor(cursor)
                yield cursor
        except duckdb.Error as error:
            self._needs_reopening = self._needs_reopening or is_fatal(error)
            raise self._translated(error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a cursor inside a transaction, committed whole or rolled back."""
        with self._writing, self.reading() as cursor, self._engine.write_lock(self._root) as check:
            cursor.begin()
            try:
                yield cursor
                check()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise
            cursor.commit()
            self._engine.after_commit(cursor)

    @property
    def writes(self) -> int:
        """Change counter; it differs after any possible write."""
        return self._engine.change_counter

    @property
    def is_shared(self) -> bool:
        """Whether other processes read and write the same database."""
        return self._engine.is_shared

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant (UTC) since which a shared database is unreachable; None while it answers."""
        return self._engine.unreachable_since

    def close(self) -> None:
        """Wait for the transaction under way, close the database and release its lock."""
        is_acquired = self._writing.acquire(timeout=_CLOSE_SECONDS)
        try:
            self._root.close()
            self._release()
        finally:
            if is_acquired:
                self._writing.release()

    def _release(self) -> None:
        self._engine.release()
        shutil.rmtree(self.work_folder, ignore_errors=True)

    def _reopen(self) -> None:
        """Open the database again after a fatal error, which ends every cursor opened before."""
        with self._reopening:
            if self._needs_reopening:
                self._root.close()
                self._root = self._engine.open(self.work_folder)
                self._prepare()
                self._needs_reopening = False

    def _translated(self, error: duckdb.Error) -> Exception:
        return self._engine.translate_error(error) or DatabaseError(str(error))

    def _prepare(self) -> None:
        try:
            self._engine.prepare(self._root, self.writing)
        except BaseException as error:
            self._root.close()
            translated = self._engine.translate_error(error)
            if translated is None:
                raise
            raise translated from error


def retry_on_conflict(change: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
    """Retry a function that makes one transaction, from its start, after a write conflict.

    Parameters
    ----------
    change
        The function; whatever it does besides the transaction must be safe to repeat.
    """

    @functools.wraps(change)
    def with_retries(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Returned:
        for attempt in range(_MOST_RETRIES):
            try:
                return change(*args, **kwargs)
            except StoreConflictError:
                time.sleep(random.uniform(0.5, 1.0) * _FIRST_WAIT * 2**attempt)
        return change(*args, **kwargs)

    return with_retries


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
