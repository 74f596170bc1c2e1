"""Restoring a backup: check it, put it in place in one step, compare the result with the backup.

The rows of the tables that Tandem knows are copied into a new file; views, macros, settings and
whatever else a backup may hold stay behind. A lake is restored into an empty lake.
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
from lib.store import migrations, named_queries
from lib.store.backup.backups import refuse_live_file
from lib.store.backup.digests import (
    Proof,
    TableDigest,
    is_signed,
    stored_digests,
    table_digests,
)
from lib.store.backup.signing import known_secret
from lib.store.connection import open_plain
from lib.store.database import Database, close_shared, shared_database
from lib.store.file_guard import FileGuard, lock_path
from lib.store.integrity import verify
from lib.store.lake.copy import read_in, refuse_filled
from lib.store.named_queries import quoted, run_quoted

_READER_SECONDS = 10.0  # seconds given to readers of the former file to finish
_DAMAGED = N_("The backup is damaged: {path}. Nothing was changed.")
_UNPROVED = N_(
    "The backup does not say what it held: {path}. It was changed, or written by an early version. "
    "Nothing was changed. To restore it as it is, add --unproved."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored backup.

    Attributes
    ----------
    former
        Where the former file is kept; None where there was none.
    tables
        Digests of the database, equal to those of the migrated backup.
    proof
        What proves that the rows are those that were backed up.
    """

    former: Path | None
    tables: tuple[TableDigest, ...]
    proof: Proof


def restore(path: Path, source: Path, *, accepts_unproved: bool = False) -> Restored:
    """Put a backup in the place of a database; the former file is kept beside it.

    The backup is opened and checked first; where it is not whole, nothing is changed. The database
    in place may be absent or damaged.

    Parameters
    ----------
    path
        Path of the database; the process's instance of it is closed and opened again.
    source
        The backup.
    accepts_unproved
        Whether a backup is restored that does not say what it held.

    Raises
    ------
    InvalidInputError
        When the backup cannot be read, is not whole or is not proved.
    RefusedError
        When the backup is the database itself.
    StoreBusyError
        When another process uses the database.
    StoreError
        When the restored database is not equal to the backup.
    """
    refuse_live_file(path, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy, proof, tables = _checked_copy(
        source, path, known_secret(path), accepts_unproved=accepts_unproved
    )
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
    return Restored(former, tables, proof)


def restore_into_lake(lake: Database, source: Path, *, accepts_unproved: bool = False) -> Restored:
    """Read a backup, of a file or of a lake, into an empty lake.

    Parameters
    ----------
    lake
        An open lake that holds nothing.
    source
        The backup; it is left as it is.
    accepts_unproved
        Whether a backup is restored that does not say what it held.

    Raises
    ------
    InvalidInputError
        When the backup cannot be read, is not whole or is not proved.
    RefusedError
        When the lake holds something.
    StoreError
        When the lake would not be equal to the backup; then it holds nothing.
    """
    refuse_filled(lake)
    copy, proof, _ = _checked_copy(
        source,
        lake.work_folder / "backup.duckdb",
        known_secret(None),
        accepts_unproved=accepts_unproved,
    )
    try:
        return Restored(None, read_in(lake, copy), proof)
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


def _checked_copy(
    source: Path, path: Path, secret: bytes | None, *, accepts_unproved: bool
) -> tuple[Path, Proof, tuple[TableDigest, ...]]:
    """Return a new file beside the database with the rows of a backup, checked and migrated."""
    received = path.with_name(path.name + ".received")
    copy = path.with_name(path.name + ".restoring")
    copy.unlink(missing_ok=True)
    try:
        shutil.copyfile(source, received)
    except OSError as error:
        received.unlink(missing_ok=True)
        raise InvalidInputError(N_("The backup cannot be read: {path}."), path=source) from error
    try:
        proof, digests, version = _proof(received, source, secret)
        _refuse_unproved(proof, source, accepts_unproved=accepts_unproved)
        _copy_rows(received, copy, version)
        return copy, proof, _bring_up_to_date(copy, digests, source)
    except (StoreError, DatabaseError, duckdb.Error) as error:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(
            N_("This file is not a backup of Tandem: {path}. Nothing was changed."), path=source
        ) from error
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    finally:
        received.unlink(missing_ok=True)
        lock_path(copy).unlink(missing_ok=True)


def _proof(
    received: Path, source: Path, secret: bytes | None
) -> tuple[Proof, tuple[TableDigest, ...], int]:
    """Compare a backup with its stored digests; return its proof, digests and schema version."""
    with open_plain(received) as connection:
        named_queries.run(connection, "forbid_files")
        digests, expected = table_digests(connection), stored_digests(connection)
        if expected is not None and expected != digests:
            raise InvalidInputError(_DAMAGED, path=source)
        version = migrations.applied_version(connection)
        if expected is None:
            return "none", digests, version
        proof: Proof = "signed" if is_signed(connection, expected, secret) else "unsigned"
        return proof, digests, version


def _refuse_unproved(proof: Proof, source: Path, *, accepts_unproved: bool) -> None:
    if proof == "none" and not accepts_unproved:
        raise InvalidInputError(_UNPROVED, path=source)


def _copy_rows(received: Path, copy: Path, version: int) -> None:
    """Copy the rows of the tables that a version of Tandem knows into a new file."""
    with open_plain(copy) as connection:
        run_quoted(connection, "attach_source", path=quoted(str(received), "'"))
        named_queries.run(connection, "forbid_files")
        named_queries.run(connection, "create_schema_version")
        migrations.migrate(connection, lambda: contextlib.nullcontext(connection), until=version)
        target = quoted(str(named_queries.row(connection, "current_database")[0]), '"')
        connection.begin()
        named_queries.run(connection, "clear_schema_versions")
        for name, is_in_backup in named_queries.rows(connection, "source_tables"):
            if not is_in_backup:
                raise StoreError(N_("The backup has no table {table}."), table=name)
            run_quoted(
                connection,
                "copy_table",
                source="backup_source",
                target=target,
                table=quoted(name, '"'),
            )
        connection.commit()


def _bring_up_to_date(
    copy: Path, digests: tuple[TableDigest, ...], source: Path
) -> tuple[TableDigest, ...]:
    """Compare the new file with the backup, migrate it and return its digests."""
    with open_plain(copy) as connection:
        copied = set(table_digests(connection))
    if not copied <= set(digests):
        raise InvalidInputError(_DAMAGED, path=source)
    opened = Database(copy)
    try:
        if not verify(opened).is_sound:
            raise InvalidInputError(_DAMAGED, path=source)
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
