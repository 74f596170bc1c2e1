"""Restoring a backup: check it, put it in place in one step, compare the result with the backup.

A lake is restored into an empty lake.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lib.domain.clock import utc_now
from lib.errors import DatabaseError, InvalidInputError, StoreBusyError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.backup.backups import refuse_live_file
from lib.store.backup.digests import TableDigest, stored_digests, table_digests
from lib.store.connection import open_plain
from lib.store.database import Database, close_shared, shared_database
from lib.store.file_guard import FileGuard, lock_path
from lib.store.integrity import verify
from lib.store.lake.copy import read_in, refuse_filled

_READER_SECONDS = 10.0  # seconds given to readers of the former file to finish


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored backup.

    Attributes
    ----------
    former
        Where the former file is kept; None where there was none.
    tables
        Digests of the database, equal to those of the migrated backup.
    has_digests
        Whether the backup held digests to compare it with.
    """

    former: Path | None
    tables: tuple[TableDigest, ...]
    has_digests: bool


def restore(path: Path, source: Path) -> Restored:
    """Put a backup in the place of a database; the former file is kept beside it.

    The backup is opened and checked first; where it is not whole, nothing is changed. The database
    in place may be absent or damaged.

    Parameters
    ----------
    path
        Path of the database; the process's instance of it is closed and opened again.
    source
        The backup.

    Raises
    ------
    InvalidInputError
        When the backup cannot be read or is not whole.
    RefusedError
        When the backup is the database itself.
    StoreBusyError
        When another process uses the database.
    StoreError
        When the restored database is not equal to the backup.
    """
    refuse_live_file(path, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy, has_digests, tables = _checked_copy(source, path)
    try:
        with _closed(path) as guard:
            former = _keep_former(path)
            _log_of(path).unlink(missing_ok=True)
            copy.replace(path)
            guard.forget()
    finally:
        copy.unlink(missing_ok=True)
    _reopen(path)
    with shared_database(path).reading() as connection:
        if table_digests(connection) != tables:
            raise StoreError(N_("What was restored is not equal to the backup. Look at the log."))
    return Restored(former, tables, has_digests)


def restore_into_lake(lake: Database, source: Path) -> Restored:
    """Read a backup, of a file or of a lake, into an empty lake.

    Parameters
    ----------
    lake
        An open lake that holds nothing.
    source
        The backup; it is left as it is.

    Raises
    ------
    InvalidInputError
        When the backup cannot be read or is not whole.
    RefusedError
        When the lake holds something.
    StoreError
        When the lake would not be equal to the backup; then it holds nothing.
    """
    refuse_filled(lake)
    copy, has_digests, _ = _checked_copy(source, lake.work_folder / "backup.duckdb")
    try:
        return Restored(None, read_in(lake, copy), has_digests)
    finally:
        copy.unlink(missing_ok=True)


@contextlib.contextmanager
def _closed(path: Path) -> Iterator[FileGuard]:
    """Close the process's instance and hold the lock of the file meanwhile."""
    deadline = time.monotonic() + _READER_SECONDS
    while True:
        close_shared(path)
        try:
            guard = FileGuard(path)
            break
        except StoreBusyError as error:
            if time.monotonic() > deadline:
                raise StoreBusyError(
                    N_("The database is in use: {path}. Nothing was changed."), path=path
                ) from error
            time.sleep(0.01)
    try:
        yield guard
    finally:
        guard.release()


def _checked_copy(source: Path, path: Path) -> tuple[Path, bool, tuple[TableDigest, ...]]:
    """Copy a backup beside the database, compare its digests and migrate it."""
    copy = path.with_name(path.name + ".restoring")
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(N_("The backup cannot be read: {path}."), path=source) from error
    damaged = InvalidInputError(
        N_("The backup is damaged: {path}. Nothing was changed."), path=source
    )
    try:
        has_digests = _compare(copy, damaged)
        return copy, has_digests, _bring_up_to_date(copy, damaged)
    except InvalidInputError:
        copy.unlink(missing_ok=True)
        raise
    except (StoreError, DatabaseError, duckdb.Error) as error:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(
            N_("This file is not a backup of Tandem: {path}. Nothing was changed."), path=source
        ) from error
    finally:
        lock_path(copy).unlink(missing_ok=True)


def _compare(copy: Path, damaged: InvalidInputError) -> bool:
    """Compare a backup with its stored digests; return whether it has them."""
    with open_plain(copy) as connection:
        expected = stored_digests(connection)
        if expected is not None and expected != table_digests(connection):
            raise damaged
    return expected is not None


def _bring_up_to_date(copy: Path, damaged: InvalidInputError) -> tuple[TableDigest, ...]:
    opened = Database(copy)
    try:
        if not verify(opened).is_sound:
            raise damaged
        with opened.writing() as connection:
            named_queries.run(connection, "drop_backup_proof")
        with opened.reading() as connection:
            return table_digests(connection)
    finally:
        opened.close()


def _keep_former(path: Path) -> Path | None:
    """Keep the former database and its log under another name."""
    if not path.exists():
        return None
    former = path.with_name(f"{path.name}.before-{utc_now():%Y%m%dT%H%M%S%f}")
    for file, name in ((path, former), (_log_of(path), _log_of(former))):
        if file.exists():
            try:
                os.link(file, name)
            except OSError:  # a file system without links
                shutil.copyfile(file, name)
    return former


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _reopen(path: Path) -> None:
    """Open the new file, once the last reader of the former one is done."""
    deadline = time.monotonic() + _READER_SECONDS
    while True:
        try:
            shared_database(path)
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
