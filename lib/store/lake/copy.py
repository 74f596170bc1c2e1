"""A lake written out as an embedded file, and such a file read into an empty lake.

Both are one transaction, and both are proved: what stands in the copy is compared with its source
table by table, the derived current values included.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from lib.errors import RefusedError, StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.backup.digests import TableProof, prove
from lib.store.connection import Connection, open_plain
from lib.store.database import Database
from lib.store.file_guard import lock_path
from lib.store.named_queries import quoted, run_quoted, sql_text

_OF_ITS_OWN = "schema_version"
"""The table that an empty database has rows of: when its own tables were made."""


def write_out(lake: Database, file: Path) -> tuple[TableProof, ...]:
    """Write a lake as it stands at one instant into a new file and return what it held.

    Parameters
    ----------
    lake
        An open lake; it goes on serving.
    file
        A path in the lake's work folder where nothing is yet.
    """
    Database(file).close()
    lock_path(file).unlink()
    with lake.reading() as connection:
        run_quoted(connection, "attach_backup", path=quoted(str(file), "'"))
        try:
            connection.begin()
            run_quoted(connection, "forget_versions", "lake")
            _copy(connection, _tables(connection), source="lake", target="backup_copy")
            run_quoted(connection, "copy_current_values", "lake")
            held = prove(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            named_queries.run(connection, "detach_backup")
    return held


def read_in(lake: Database, file: Path) -> tuple[TableProof, ...]:
    """Read an embedded file that nobody serves into an empty lake and return what both hold.

    Parameters
    ----------
    lake
        An open lake that holds nothing.
    file
        A file of the same version; it is moved away from where it stands.

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
            expected = _comparable(prove(opened))
        with _attached(lake, near), lake.writing() as connection:
            _refuse_unless_empty(connection)
            names = [name for name in _tables(connection) if name != _OF_ITS_OWN]
            _copy(connection, names, source="moved", target="lake")
            if _comparable(prove(connection)) != expected:
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
        run_quoted(connection, "attach_file", "lake", path=quoted(str(file), "'"))
        try:
            yield
        finally:
            run_quoted(connection, "detach_file", "lake")


def _tables(connection: Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute(sql_text("tables", "lake")).fetchall()]


def _copy(connection: Connection, names: list[str], *, source: str, target: str) -> None:
    for name in names:
        run_quoted(
            connection, "copy_table", "lake", source=source, target=target, table=quoted(name, '"')
        )


def _comparable(proofs: tuple[TableProof, ...]) -> tuple[TableProof, ...]:
    return tuple(one for one in proofs if one.table != _OF_ITS_OWN)


def _refuse_unless_empty(connection: Connection) -> None:
    held = [one for one in _comparable(prove(connection)) if one.rows]
    if held:
        raise RefusedError(
            N_(
                "The shared database holds a company already ({table}: {rows} rows). Nothing was "
                "changed; give an empty one."
            ),
            table=held[0].table,
            rows=held[0].rows,
        )
