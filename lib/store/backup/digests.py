"""Row count and digest of each table, by which a copy is compared with its source.

A backup holds the digests of its rows, signed by the installation that wrote it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

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


Proof = Literal["signed", "unsigned", "none"]
"""What proves the rows of a backup: digests that this installation signed, other ones, or none."""


def table_digests(connection: Connection) -> tuple[TableDigest, ...]:
    """Return the digest of every table of a database, by name."""
    return tuple(
        TableDigest(name, *_digest(connection, name, row_text))
        for name, row_text in named_queries.rows(connection, "table_texts")
    )


def store_digests(
    connection: Connection, digests: tuple[TableDigest, ...], secret: bytes | None
) -> None:
    """Write the digests of the source into a copy, with their signature where there is a secret."""
    named_queries.run(connection, "create_backup_proof")
    named_queries.run(connection, "create_backup_signature")
    for digest in digests:
        named_queries.run(
            connection,
            "insert_backup_proof",
            {"table_name": digest.table, "row_count": digest.rows, "digest": digest.digest},
        )
    if secret is not None:
        signature = {"signature": _signature(digests, secret)}
        named_queries.run(connection, "insert_backup_signature", signature)


def stored_digests(connection: Connection) -> tuple[TableDigest, ...] | None:
    """Return the digests stored in a backup; None where there are none."""
    if not named_queries.row(connection, "holds_table", {"name": "backup_proof"})[0]:
        return None
    return tuple(TableDigest(*row) for row in named_queries.rows(connection, "backup_proof"))


def is_signed(
    connection: Connection, digests: tuple[TableDigest, ...], secret: bytes | None
) -> bool:
    """Return whether the digests stored in a backup were signed with a secret."""
    if (
        secret is None
        or not named_queries.row(connection, "holds_table", {"name": "backup_signature"})[0]
    ):
        return False
    signatures = [str(row[0]) for row in named_queries.rows(connection, "backup_signature")]
    expected = _signature(digests, secret)
    return any(
        hmac.compare_digest(signature.encode(), expected.encode()) for signature in signatures
    )


def _signature(digests: tuple[TableDigest, ...], secret: bytes) -> str:
    text = "\n".join(f"{digest.table}\t{digest.rows}\t{digest.digest}" for digest in digests)
    key = hmac.digest(secret, b"tandem backup proof", hashlib.sha256)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _digest(connection: Connection, table: str, row_text: str) -> tuple[int, str]:
    """Count and digest a table; both texts come from the catalogue of the database itself."""
    text = named_queries.sql_text("table_digest").format(table=f'"{table}"', row_text=row_text)
    rows, digest = connection.execute(text).fetchall()[0]
    return int(rows), str(digest)
