"""The one database instance of a process: open, migrate, lock down, read and write.

The file is opened once (:func:`shared_database`); every run takes a cursor of its own. A lock file
beside the database tells a second process, with a sentence, that the file is taken: DuckDB's own
lock is lost when the file is opened and closed again inside the process.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb

from lib.errors import StoreBusyError, StoreDamagedError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection

STORAGE_VERSION = "v1.5.0"  # readable by DuckDB 1.5 and 2.0 alike
_MEMORY_LIMIT = os.environ.get("TANDEM_MEMORY_LIMIT", "1GB")


class Database:
    """An open database: readers take cursors, writers take turns.

    Parameters
    ----------
    path
        The embedded file, or None for a database in memory.

    Raises
    ------
    StoreBusyError
        When another process holds the file.
    StoreDamagedError
        When the file cannot be read or was written by a newer Tandem.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = _take_lock(path) if path else None
        self._writing = threading.RLock()
        self.work_folder = Path(tempfile.mkdtemp(prefix="tandem-"))
        try:
            self._root = _open(path, self.work_folder)
            self._migrate()
            self._lock_down()
        except BaseException:
            self._release()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a cursor for one run; a snapshot of its own for each query."""
        cursor = self._root.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a cursor inside a transaction; all of it is kept, or nothing."""
        with self._writing, self.reading() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise
            cursor.commit()

    def close(self) -> None:
        """Close the file and give its lock back."""
        self._root.close()
        self._release()

    def _release(self) -> None:
        shutil.rmtree(self.work_folder, ignore_errors=True)
        if self._lock:
            self._lock.close()

    def _migrate(self) -> None:
        named_queries.run(self._root, "create_schema_version")
        applied = named_queries.one(self._root, "schema_version")[0]
        known = named_queries.migrations()
        if applied > known[-1][0]:
            raise StoreDamagedError(
                N_("The database was written by a newer Tandem. Install that version or newer.")
            )
        for number, path in known:
            if number > applied:
                with self.writing() as cursor:
                    cursor.execute(path.read_text(encoding="utf-8"))
                    named_queries.run(
                        cursor,
                        "record_migration",
                        {"version": number, "name": path.stem, "applied_at": utc_now()},
                    )

    def _lock_down(self) -> None:
        self._root.execute("set allowed_directories = ?", [[f"{self.work_folder}/"]])
        named_queries.run(self._root, "lock_down")


def utc_now() -> datetime:
    """Return the present instant in UTC, without zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


_SHARED: dict[Path, Database] = {}
_OPENING = threading.Lock()


def shared_database(path: Path) -> Database:
    """Return the process's one instance of the file at ``path``, opened at first use."""
    key = path.absolute()
    with _OPENING:
        if key not in _SHARED:
            key.parent.mkdir(parents=True, exist_ok=True)
            _SHARED[key] = Database(key)
        return _SHARED[key]


def close_shared(path: Path) -> None:
    """Close the process's instance of the file, if it is open."""
    with _OPENING:
        database = _SHARED.pop(path.absolute(), None)
    if database:
        database.close()


def _take_lock(path: Path) -> IO[str]:
    lock_path = path.with_name(path.name + ".lock")
    try:
        file = lock_path.open("a+")
    except OSError as error:
        raise StoreError(
            N_("The folder of the database cannot be written: {path}."), path=path.parent
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise StoreBusyError(
            N_("Another Tandem is using this database: {path}. Stop it, or work through it."),
            path=path,
        ) from error
    return file


def _open(path: Path | None, work_folder: Path) -> Connection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": str(work_folder),
        "allow_community_extensions": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        return duckdb.connect(str(path) if path else ":memory:", config=config)
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise StoreBusyError(
                N_("Another program is using this database: {path}."), path=path
            ) from error
        raise StoreDamagedError(
            N_("The database cannot be read: {path}. Nothing was changed. Restore a backup."),
            path=path,
        ) from error
