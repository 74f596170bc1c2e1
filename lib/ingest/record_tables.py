"""Typed records as columns for the store."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from lib.domain.records import ColumnType, columns_of
from lib.domain.tables import TABLES

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
