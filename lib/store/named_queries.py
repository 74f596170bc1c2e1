"""SQL queries by name, one ``.sql`` file each, run with named parameters.

The folders of ``sql/`` follow the modules that use the queries; a name is unique among them all.
A query may hold ``{braces}`` for identifiers (a table, its key columns). Only plain lower-case
words are put there, so that no text of a file or an address can become SQL.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from lib.store.connection import Connection

_FOLDER = Path(__file__).parent / "sql"
_IDENTIFIERS = re.compile(r"[a-z_][a-z0-9_]*(, [a-z_][a-z0-9_]*)*")


@cache
def query_files() -> dict[str, Path]:
    """Return the file of every query by its name."""
    return {path.stem: path for path in _FOLDER.rglob("*.sql") if not path.stem[0].isdigit()}


@cache
def sql_text(name: str) -> str:
    """Return the SQL of the query ``name``."""
    return query_files()[name].read_text(encoding="utf-8")


def migrations(folder: str = "migrations") -> tuple[tuple[int, Path], ...]:
    """Return number and file of every migration of a folder, in order."""
    return tuple((int(path.name[:4]), path) for path in sorted((_FOLDER / folder).glob("*.sql")))


def quoted(text: str, mark: str) -> str:
    """Return a text as an SQL literal or identifier: ``'text'``, ``"name"``."""
    return mark + text.replace(mark, mark * 2) + mark


def run_quoted(connection: Connection, name: str, **texts: str) -> None:
    """Run a query with paths and names that cannot be parameters, each ``quoted``."""
    connection.execute(sql_text(name).format(**texts))


def run(
    connection: Connection,
    name: str,
    parameters: dict[str, Any] | None = None,
    **identifiers: str,
) -> duckdb.DuckDBPyConnection:
    """Run the query ``name``; read the result with ``fetchall``, ``fetchone`` or ``df``."""
    for identifier in identifiers.values():
        if not _IDENTIFIERS.fullmatch(identifier):
            msg = f"not an identifier: {identifier!r}"
            raise ValueError(msg)
    text = sql_text(name)
    if identifiers:
        text = text.format(**identifiers)
    return connection.execute(text, parameters or {})


def rows(
    connection: Connection,
    name: str,
    parameters: dict[str, Any] | None = None,
    **identifiers: str,
) -> list[tuple[Any, ...]]:
    """Return every row of the query ``name``."""
    return run(connection, name, parameters, **identifiers).fetchall()


def row(
    connection: Connection,
    name: str,
    parameters: dict[str, Any] | None = None,
    **identifiers: str,
) -> tuple[Any, ...]:
    """Return the single row of the query ``name``."""
    first = run(connection, name, parameters, **identifiers).fetchone()
    if first is None:
        msg = f"the query {name} returned no row"
        raise LookupError(msg)
    return first
