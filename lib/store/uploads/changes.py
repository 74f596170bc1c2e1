"""What uploads changed: who undid them, what they replaced, how two of them differ."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from lib.domain.records import columns_of, key_of
from lib.domain.tables import TABLES, table_of
from lib.store import named_queries
from lib.store.connection import Connection

Record = TypeVar("Record")

MOST = 2_000
"""Differences fetched from the database."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """One undo or redo."""

    seq: int
    upload_seq: int
    is_undone: bool
    author: str
    reason: str | None
    retracted_at: datetime


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """A metric, month and segment that two uploads do not give alike."""

    metric_id: str
    period: date
    segment: str
    first_value: float | None
    second_value: float | None
    is_in_first: bool
    is_in_second: bool


@dataclass(frozen=True, slots=True)
class ReplacedValue:
    """A value that an upload replaced."""

    metric_id: str
    period: date
    segment: str
    former_value: float | None
    value: float | None
    former_seq: int
    seq: int


def retractions(connection: Connection, version: int) -> list[Retraction]:
    """Return every undo and redo known at a data version, oldest first."""
    rows = named_queries.rows(connection, "retractions_as_of", {"version": version})
    return [Retraction(*row) for row in rows]


def table_counts(connection: Connection, seq: int) -> dict[str, int]:
    """Return how many rows of each table an upload brought; tables without any are left out."""
    counts = {
        table: int(
            named_queries.row(connection, "count_rows_of_upload", {"seq": seq}, table=table)[0]
        )
        for table in TABLES
    }
    return {table: count for table, count in counts.items() if count}


def records_of_upload(connection: Connection, record: type[Record], seq: int) -> list[Record]:
    """Return the records of a class as one upload wrote them, by key."""
    columns = [column.name for column in columns_of(record)]
    rows = named_queries.rows(
        connection,
        "rows_of_upload",
        {"seq": seq},
        table=table_of(record),
        columns=", ".join(columns),
        keys=", ".join(key_of(record)),
    )
    return [record(**dict(zip(columns, row, strict=True))) for row in rows]


def value_differences(
    connection: Connection, first: int, second: int, most: int = MOST
) -> list[ValueDifference]:
    """Return the values that two uploads do not give alike."""
    parameters = {"first": first, "second": second, "most": most}
    return [
        ValueDifference(*row)
        for row in named_queries.rows(connection, "compare_values", parameters)
    ]


def replaced_values(
    connection: Connection, seq: int, version: int, most: int = MOST
) -> list[ReplacedValue]:
    """Return the values that an upload replaced, at a data version."""
    parameters = {"seq": seq, "version": version, "most": most}
    rows = named_queries.rows(connection, "restatements_of_upload", parameters)
    return [ReplacedValue(*row) for row in rows]


def restatement_counts(connection: Connection, version: int) -> dict[str, int]:
    """Return how often the totals of each metric were restated."""
    return dict(named_queries.rows(connection, "restatement_counts", {"version": version}))
