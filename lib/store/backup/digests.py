"""Row count and digest of each table, by which a copy is compared with its source."""

from dataclasses import dataclass

from lib.store import named_queries
from lib.store.connection import Connection


@dataclass(frozen=True, slots=True)
class TableDigest:
    """Row count and digest of one table.

    Attributes
    ----------
    table
        Its name.
    rows
        Number of rows.
    digest
        Sum of the rows' digests: the same for the same rows in any order.
    """

    table: str
    rows: int
    digest: str


def table_digests(connection: Connection) -> tuple[TableDigest, ...]:
    """Return the digest of every table of a database, by name."""
    return tuple(
        TableDigest(name, *_digest(connection, name, row_text))
        for name, row_text in named_queries.rows(connection, "table_texts")
    )


def store_digests(connection: Connection, digests: tuple[TableDigest, ...]) -> None:
    """Write the digests of the source into a copy."""
    named_queries.run(connection, "create_backup_proof")
    for digest in digests:
        named_queries.run(
            connection,
            "insert_backup_proof",
            {"table_name": digest.table, "row_count": digest.rows, "digest": digest.digest},
        )


def stored_digests(connection: Connection) -> tuple[TableDigest, ...] | None:
    """Return the digests stored in a backup; None where it is older than this table."""
    if not named_queries.row(connection, "holds_backup_proof")[0]:
        return None
    return tuple(TableDigest(*row) for row in named_queries.rows(connection, "backup_proof"))


def _digest(connection: Connection, table: str, row_text: str) -> tuple[int, str]:
    """Count and digest a table; both texts come from the catalogue of the database itself."""
    text = named_queries.sql_text("table_digest").format(table=f'"{table}"', row_text=row_text)
    rows, digest = connection.execute(text).fetchall()[0]
    return int(rows), str(digest)
