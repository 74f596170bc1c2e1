"""Copies a lake to a database file, and such a file into an empty lake.

Each copy is one transaction and is compared with its source table by table, the derived current
values included.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from lib.errors import RefusedError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.backup.digests import TableDigest, table_digests
from lib.store.connection import Connection, open_plain
from lib.store.database import Database
from lib.store.file_guard import lock_path
from lib.store.named_queries import quoted, run_quoted

_NOT_COPIED = "schema_version"
"""The table in which an empty database has rows of its own: its migrations."""


def write_out(lake: Database, file: Path) -> tuple[TableDigest, ...]:
    """Write a lake as of one instant into a new file and return the digests of its tables.

    Parameters
    ----------
    lake
        An open lake; it goes on serving.
    file
        A new path in the lake's work folder.
    """
    Database(file).close()
    lock_path(file).unlink()
    with lake.reading() as connection:
        run_quoted(connection, "attach_backup", path=quoted(str(file), "'"))
        try:
            connection.begin()
            run_quoted(connection, "delete_schema_versions")
            _copy(connection, _tables(connection), source="lake", target="backup_copy")
            run_quoted(connection, "copy_current_values")
            digests = table_digests(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            named_queries.run(connection, "detach_backup")
    return digests


def read_in(lake: Database, file: Path) -> tuple[TableDigest, ...]:
    """Read a database file into an empty lake and return the digests of its tables.

    Parameters
    ----------
    lake
        An open lake that holds nothing.
    file
        A file of the same version that no process has open; it is moved to the work folder.

    Raises
    ------
    RefusedError
        When the lake holds something already.
    StoreError
        When the lake is not equal to the file; then it holds nothing.
    """
    near = lake.work_folder / f"moved-{uuid4().hex}.duckdb"
    shutil.move(file, near)
    try:
        with open_plain(near) as opened:
            expected = _comparable(table_digests(opened))
        with _attached(lake, near), lake.writing() as connection:
            _refuse_unless_empty(connection)
            names = [name for name in _tables(connection) if name != _NOT_COPIED]
            _copy(connection, names, source="moved", target="lake")
            if _comparable(table_digests(connection)) != expected:
                raise StoreError(N_("The copy is not equal to its source and was not kept."))
    finally:
        near.unlink(missing_ok=True)
    return expected


def refuse_filled(lake: Database) -> None:
    """Refuse a lake that holds something.

    Raises
    ------
    RefusedError
        When it does.
    """
    with lake.reading() as connection:
        _refuse_unless_empty(connection)


@contextlib.contextmanager
def _attached(lake: Database, file: Path) -> Iterator[None]:
    with lake.reading() as connection:
        run_quoted(connection, "attach_file", path=quoted(str(file), "'"))
        try:
            yield
        finally:
            run_quoted(connection, "detach_file")


def _tables(connection: Connection) -> list[str]:
    return [str(name) for (name,) in named_queries.rows(connection, "lake_tables")]


def _copy(connection: Connection, names: list[str], *, source: str, target: str) -> None:
    for name in names:
        run_quoted(connection, "copy_table", source=source, target=target, table=quoted(name, '"'))


def _comparable(digests: tuple[TableDigest, ...]) -> tuple[TableDigest, ...]:
    return tuple(digest for digest in digests if digest.table != _NOT_COPIED)


def _refuse_unless_empty(connection: Connection) -> None:
    filled = [table for table in _comparable(table_digests(connection)) if table.rows]
    if filled:
        raise RefusedError(
            N_(
                "The shared database holds a company already ({table}: {rows} rows). Nothing was "
                "changed; give an empty one."
            ),
            table=filled[0].table,
            rows=filled[0].rows,
        )
