"""Looking after the database: backup while it serves, restore, proof that nothing is missing."""

import contextlib
import fcntl
import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lib.errors import InvalidInputError, RefusedError, StoreBusyError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries, uploads
from lib.store.connection import Connection
from lib.store.database import Database, close_shared, shared_database, utc_now

_COPY = "backup.duckdb"
_PATIENCE = 10.0  # seconds given to readers of the former file to finish


@dataclass(frozen=True, slots=True)
class Damage:
    """An upload that is not as it was recorded: its rows or its original bytes."""

    seq: int
    what: Literal["rows", "original"]


@dataclass(frozen=True, slots=True)
class Soundness:
    """Result of comparing every upload with its record."""

    upload_count: int
    damages: tuple[Damage, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every upload is whole."""
        return not self.damages


def schema_version(database: Database) -> int:
    """Return the number of the latest migration applied."""
    with database.reading() as connection:
        return int(named_queries.one(connection, "schema_version")[0])


def verify(database: Database) -> Soundness:
    """Compare the rows and the original bytes of every upload with what was recorded."""
    with database.reading() as connection:
        known = uploads.list_uploads(connection)
        damages = [Damage(seq, "rows") for seq in uploads.unsound_uploads(connection)]
        for upload in known:
            original = uploads.original_bytes(connection, upload.seq)
            if hashlib.sha256(original).hexdigest() != upload.fingerprint:
                damages.append(Damage(upload.seq, "original"))
    return Soundness(len(known), tuple(sorted(damages, key=lambda damage: damage.seq)))


def backup(database: Database, destination: Path) -> int:
    """Copy the database to ``destination`` while it serves; return the number of bytes.

    Raises
    ------
    RefusedError
        When the destination is the database itself.
    InvalidInputError
        When the destination cannot be written.
    """
    _refuse_live_file(database, destination)
    copy = database.work_folder / _COPY
    with database.reading() as connection:
        main = str(named_queries.one(connection, "current_database")[0])
        _run(connection, "attach_backup", path=_quoted(str(copy), "'"))
        try:
            connection.begin()
            _run(connection, "copy_tables_to_backup", main=_quoted(main, '"'))
            _run(connection, "copy_rows_to_backup", main=_quoted(main, '"'))
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            named_queries.run(connection, "detach_backup")
    try:
        return _move(copy, destination)
    except OSError as error:
        raise InvalidInputError(
            N_("The backup cannot be written to {path}."), path=destination
        ) from error
    finally:
        copy.unlink(missing_ok=True)


def restore(database: Database, source: Path) -> Path:
    """Put a backup in the place of the database; the former file is kept beside it.

    The backup is opened and checked first; where it is not whole, nothing is changed.

    Parameters
    ----------
    database
        The process's shared instance of the file; closed by this call and opened anew.
    source
        The backup.

    Returns
    -------
    Path
        Where the former file is kept.

    Raises
    ------
    InvalidInputError
        When the backup cannot be read or is not whole.
    RefusedError
        When the backup is the database itself, or the database is not a file.
    """
    path = database.path
    if path is None:
        raise RefusedError(N_("A database in memory cannot be restored."))
    _refuse_live_file(database, source)
    checked = _checked_copy(source, path)
    former = path.with_name(f"{path.name}.before-{utc_now():%Y%m%dT%H%M%S}")
    with _closed(path):
        log = path.with_name(path.name + ".wal")
        if log.exists():
            log.replace(former.with_name(former.name + ".wal"))
        path.replace(former)
        checked.replace(path)
    _reopen(path)
    return former


@contextlib.contextmanager
def _closed(path: Path) -> Iterator[None]:
    """Close the process's instance and hold the file's lock, so that nobody opens it meanwhile."""
    deadline = time.monotonic() + _PATIENCE
    with path.with_name(path.name + ".lock").open("a+") as lock:
        while True:
            close_shared(path)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise StoreBusyError(
                        N_("The database is in use: {path}. Nothing was changed."), path=path
                    ) from error
                time.sleep(0.01)
        yield


def _checked_copy(source: Path, path: Path) -> Path:
    copy = path.with_name(path.name + ".restoring")
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(N_("The backup cannot be read: {path}."), path=source) from error
    try:
        opened = Database(copy)
        try:
            is_sound = verify(opened).is_sound
        finally:
            opened.close()
    except (StoreError, uploads.Error) as error:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(
            N_("This file is not a backup of Tandem: {path}. Nothing was changed."), path=source
        ) from error
    finally:
        copy.with_name(copy.name + ".lock").unlink(missing_ok=True)
    if not is_sound:
        copy.unlink(missing_ok=True)
        raise InvalidInputError(
            N_("The backup is damaged: {path}. Nothing was changed."), path=source
        )
    return copy


def _reopen(path: Path) -> None:
    """Open the file anew once the last reader of the former one is done."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            shared_database(path)
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _refuse_live_file(database: Database, path: Path) -> None:
    """Keep off the live file: opening it a second time would give up the lock that protects it."""
    if database.path and path.resolve() == database.path.resolve():
        raise RefusedError(N_("This file is the database itself: {path}."), path=path)


def _move(copy: Path, destination: Path) -> int:
    destination.parent.mkdir(parents=True, exist_ok=True)
    waiting = destination.with_name(destination.name + ".part")
    shutil.copyfile(copy, waiting)
    waiting.replace(destination)
    return destination.stat().st_size


def _run(connection: Connection, name: str, **quoted: str) -> None:
    """Run a query whose names and paths DuckDB takes in the text only, quoted by ``_quoted``."""
    connection.execute(named_queries.sql_text(name).format(**quoted))


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark
