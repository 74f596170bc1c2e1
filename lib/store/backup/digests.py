"""What each table holds, as a count and a digest: how a copy is shown to be equal to its source."""

from dataclasses import dataclass

from lib.store import named_queries
from lib.store.connection import Connection


@dataclass(frozen=True, slots=True)
class TableProof:
    """What one table holds.

    Attributes
    ----------
    table
        Its name.
    rows
        How many rows.
    digest
        Sum of the rows' digests: the same for the same rows in any order.
    """

    table: str
    rows: int
    digest: str


def prove(connection: Connection) -> tuple[TableProof, ...]:
    """Return what every table of a database holds, by name."""
    return tuple(
        TableProof(name, *_digest(connection, name, row_text))
        for name, row_text in named_queries.rows(connection, "table_texts")
    )


def write_proof(connection: Connection, proofs: tuple[TableProof, ...]) -> None:
    """Write into a copy what its source held."""
    named_queries.run(connection, "create_backup_proof")
    for one in proofs:
        named_queries.run(
            connection,
            "insert_backup_proof",
            {"table_name": one.table, "row_count": one.rows, "digest": one.digest},
        )


def written_proof(connection: Connection) -> tuple[TableProof, ...] | None:
    """Return what a backup says that it held; None where it is older than such proofs."""
    if not named_queries.one(connection, "holds_backup_proof")[0]:
        return None
    return tuple(TableProof(*row) for row in named_queries.rows(connection, "backup_proof"))


def _digest(connection: Connection, table: str, row_text: str) -> tuple[int, str]:
    """Count and digest a table; both texts come from the catalogue of the database itself."""
    text = named_queries.sql_text("table_digest").format(table=f'"{table}"', row_text=row_text)
    rows, digest = connection.execute(text).fetchall()[0]
    return int(rows), str(digest)
