"""Bringing the tables of a database to the version that this Tandem writes."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from lib.domain.clock import utc_now
from lib.errors import StoreDamagedError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection

Writing = Callable[[], AbstractContextManager[Connection]]
"""Gives a cursor inside a transaction."""


def latest_version() -> int:
    """Return the version that this Tandem writes."""
    return named_queries.migrations()[-1][0]


def applied_version(connection: Connection) -> int:
    """Return the version of the tables, 0 for none.

    Raises
    ------
    StoreDamagedError
        When a newer Tandem wrote them.
    """
    applied = int(named_queries.row(connection, "schema_version")[0])
    if applied > latest_version():
        raise StoreDamagedError(
            N_("The database was written by a newer Tandem. Install that version or newer.")
        )
    return applied


def migrate(
    connection: Connection,
    writing: Writing,
    *,
    dialect: str | None = None,
    until: int | None = None,
) -> None:
    """Apply the migrations that are missing, each in a transaction of its own.

    Parameters
    ----------
    connection
        Cursor on the database.
    writing
        Gives a cursor inside a transaction.
    dialect
        Folder of what is done after a migration of the same number.
    until
        The last migration to apply; None for all.
    """
    applied = applied_version(connection)
    further = dict(named_queries.migrations(dialect)) if dialect else {}
    for number, path in named_queries.migrations():
        if number <= applied or (until is not None and number > until):
            continue
        with writing() as cursor:
            cursor.execute(path.read_text(encoding="utf-8"))
            if number in further:
                cursor.execute(further[number].read_text(encoding="utf-8"))
            named_queries.run(
                cursor,
                "record_migration",
                {"version": number, "name": path.stem, "applied_at": utc_now()},
            )
