"""Typed rows staged for the store, and what a report says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from lib.domain.records import ColumnType, columns_of
from lib.domain.tables import TABLES
from lib.ingest.reports import Record, Shape
from lib.store.uploads.uploads import Staged

_TYPES: dict[ColumnType, Any] = {
    "text": pa.string(),
    "choice": pa.string(),
    "quarter": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "month": pa.date32(),
    "day": pa.date32(),
}


@dataclass(slots=True)
class Reading:
    """Typed rows of one kind, waiting in temporary tables of the cursor.

    ``used`` numbers the columns of the first table that were understood.
    """

    kind: str
    shape: Shape = "long"
    columns: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    records: tuple[Record, ...] = ()
    staged: tuple[Staged, ...] = ()
    used: set[int] = field(default_factory=set)


def to_table(table: str, rows: Sequence[tuple[int, object]]) -> pa.Table:
    """Return records with their lines as the columns of a table."""
    columns = columns_of(TABLES[table])
    schema = pa.schema(
        [(column.name, _TYPES[column.type]) for column in columns] + [("line_no", pa.int64())]
    )
    values = {
        column.name: [getattr(record, column.name) for _, record in rows] for column in columns
    }
    values["line_no"] = [line for line, _ in rows]
    return pa.table(values, schema=schema)
