"""Backups: a copy taken while the database serves, proved equal by a digest of every table."""

import os
import re
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from lib.domain.clock import utc_now
from lib.errors import InvalidInputError, RefusedError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.backup.digests import TableDigest, store_digests, table_digests
from lib.store.backup.signing import known_secret, signing_secret
from lib.store.connection import open_plain
from lib.store.database import Database
from lib.store.lake.copy import write_out
from lib.store.named_queries import quoted, run_quoted

_NAME = re.compile(r"tandem-\d{8}T\d{12}\.duckdb")
_COPYING = threading.Lock()
"""One copy at a time: each is attached to the database under the same name."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written.

    Attributes
    ----------
    path
        Where it is.
    size
        Its bytes.
    tables
        What it holds; the same as the database held at that instant.
    removed
        Older backups deleted from the folder.
    """

    path: Path
    size: int
    tables: tuple[TableDigest, ...]
    removed: tuple[Path, ...] = ()


def backup(database: Database, destination: Path, *, keep: int) -> Backup:
    """Copy the database while it serves.

    Parameters
    ----------
    database
        What is copied, as it stands at one instant.
    destination
        A file; or a folder, where the backup is named by its instant.
    keep
        How many backups a folder keeps; older ones are deleted.

    Raises
    ------
    RefusedError
        When the destination is the database itself.
    InvalidInputError
        When the destination cannot be written.
    StoreError
        When the copy is not equal to the database.
    """
    refuse_live_file(database.path, destination)
    copy = database.work_folder / f"backup-{uuid4().hex}.duckdb"
    try:
        tables = copy_database(database, copy)
        target = destination
        if destination.is_dir():
            target = destination / f"tandem-{utc_now():%Y%m%dT%H%M%S%f}.duckdb"
        size = _move(copy, target)
    except OSError as error:
        raise InvalidInputError(
            N_("The backup cannot be written to {path}."), path=destination
        ) from error
    finally:
        copy.unlink(missing_ok=True)
    removed = _delete_oldest(destination, keep) if destination.is_dir() else ()
    return Backup(target, size, tables, removed)


def refuse_live_file(live: Path | None, path: Path) -> None:
    """Refuse the live file: opening it a second time would release the lock that protects it.

    Raises
    ------
    RefusedError
        When ``path`` is the database itself.
    """
    if live and path.resolve() == live.resolve():
        raise RefusedError(N_("This file is the database itself: {path}."), path=path)


def copy_database(database: Database, copy: Path) -> tuple[TableDigest, ...]:
    """Write a copy of one instant, compare it with the database and return its digests.

    Parameters
    ----------
    database
        A file or a lake; it goes on serving.
    copy
        A new path in the database's work folder.

    Raises
    ------
    StoreError
        When the copy is not equal to the database.
    """
    with _COPYING:
        digests = write_out(database, copy) if database.is_shared else _copy_file(database, copy)
    with open_plain(copy) as copied:
        if table_digests(copied) != digests:
            raise StoreError(N_("The backup is not equal to the database and was not kept."))
        store_digests(copied, digests, _secret(database))
    return digests


def _secret(database: Database) -> bytes | None:
    """Return the secret that signs; a lake may have none."""
    return known_secret(None) if database.is_shared else signing_secret(database)


def _copy_file(database: Database, copy: Path) -> tuple[TableDigest, ...]:
    with database.reading() as connection:
        main = str(named_queries.row(connection, "current_database")[0])
        run_quoted(connection, "attach_backup", path=quoted(str(copy), "'"))
        try:
            connection.begin()
            run_quoted(connection, "copy_tables_to_backup", main=quoted(main, '"'))
            run_quoted(connection, "copy_rows_to_backup", main=quoted(main, '"'))
            digests = table_digests(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            named_queries.run(connection, "detach_backup")
    return digests


def _move(copy: Path, destination: Path) -> int:
    """Move the copy to its destination in one step, after an fsync."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    waiting = destination.with_name(destination.name + ".part")
    try:
        shutil.copyfile(copy, waiting)
        with waiting.open("rb") as file:
            os.fsync(file.fileno())
        waiting.replace(destination)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
    return destination.stat().st_size


def _delete_oldest(folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete the oldest backups that Tandem named; no other file is touched."""
    backups = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    removed = tuple(backups[:-keep])
    for path in removed:
        path.unlink(missing_ok=True)
    return removed
