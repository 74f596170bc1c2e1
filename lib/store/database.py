"""The one database instance of a process: open, migrate, lock down, read and write.

The file is opened once (:func:`shared_database`); every run takes a cursor of its own. A lock file
beside the database tells a second process, with a sentence, that the file is taken: DuckDB's own
lock is lost when the file is opened and closed again inside the process.
"""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from lib.errors import StoreDamagedError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection, engine_options
from lib.store.file_guard import FileGuard, lock_path, new_work_folder
from lib.store.troubles import is_fatal, opening_trouble, trouble

_PATIENCE = 60.0  # seconds that a stop gives to the change in hand


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
        self._guard = FileGuard(path) if path else None
        self._writing = threading.RLock()
        self._writes = 0
        self._mending = threading.Lock()
        self._is_dead = False
        self.work_folder = new_work_folder(path)
        try:
            self._root = _open(path, self.work_folder)
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
            yield cursor
        except duckdb.Error as error:
            self._is_dead = self._is_dead or is_fatal(error)
            told = trouble(error, self.path)
            if told is None:
                raise
            raise told from error
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
            self._writes += 1
            if self._guard:
                self._guard.acknowledge(_version(cursor))

    @property
    def writes(self) -> int | None:
        """Number of transactions kept so far; None where other processes write as well."""
        return self._writes

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
        shutil.rmtree(self.work_folder, ignore_errors=True)
        if self._guard:
            self._guard.release()

    def _revive(self) -> None:
        """Open the file anew after the engine gave up; every cursor of before must be closed."""
        with self._mending:
            if self._is_dead:
                self._root.close()
                self._root = _open(self.path, self.work_folder)
                self._prepare()
                self._is_dead = False

    def _prepare(self) -> None:
        try:
            named_queries.run(self._root, "keep_log")
            named_queries.run(self._root, "create_schema_version")
            applied = named_queries.one(self._root, "schema_version")[0]
            if applied:  # before anything is written: a migration would acknowledge what it finds
                self._refuse_lost_changes()
            self._migrate(applied)
            self._lock_down()
        except BaseException as error:
            self._root.close()
            told = trouble(error, self.path)
            if told is None:
                raise
            raise told from error

    def _refuse_lost_changes(self) -> None:
        """Refuse a file whose log lost changes: going on would number new ones like them."""
        if self._guard is None:
            return
        known, found = self._guard.acknowledged(), _version(self._root)
        if known > found:
            raise StoreDamagedError(
                N_(
                    "The database has lost changes: number {known} was kept, and the latest there "
                    "is number {found}. Nothing was changed. Restore a backup; to go on without "
                    "the lost changes, delete {path}."
                ),
                known=known,
                found=found,
                path=lock_path(self._guard.path),
            )

    def _migrate(self, applied: int) -> None:
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


def _version(connection: Connection) -> int:
    return int(named_queries.one(connection, "data_version")[0])


def _open(path: Path | None, work_folder: Path) -> Connection:
    try:
        return duckdb.connect(str(path) if path else ":memory:", config=engine_options(work_folder))
    except duckdb.Error as error:
        raise opening_trouble(error, path) from error
