"""Typed answers to the questions that views ask; a data version tells of which state."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from lib.domain.metrics import COMPANY, TOTAL, CompanyProfile
from lib.domain.records import columns_of, key_of
from lib.domain.tables import table_of
from lib.store import named_queries
from lib.store.connection import Connection

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One month of a metric, with the upload and line it came from."""

    metric_id: str
    period: date
    value: float | None
    seq: int
    line_no: int


@dataclass(frozen=True, slots=True)
class RestatementRow:
    """A month whose value was replaced by a later upload."""

    metric_id: str
    period: date
    former_value: float | None
    value: float | None
    former_seq: int
    seq: int


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One value ever received for a month; ``stands`` is false once its upload is undone."""

    period: date
    segment: str
    value: float | None
    seq: int
    line_no: int
    file_name: str
    received_on: date
    author: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Written(Generic[Record]):
    """A record as one upload wrote it; a later upload may have written it again."""

    record: Record
    seq: int
    received_on: date
    author: str


def company_profile(connection: Connection, version: int) -> CompanyProfile:
    """Return the company as it stood at a data version; without figures where nothing is known."""
    return next(
        iter(records(connection, CompanyProfile, version)), CompanyProfile(company_id=COMPANY)
    )


def records(connection: Connection, record: type[Record], version: int) -> list[Record]:
    """Return every record of a class as it stood at a data version, by key."""
    columns = [column.name for column in columns_of(record)]
    rows = named_queries.rows(
        connection,
        "records_as_of",
        {"version": version},
        table=table_of(record),
        columns=", ".join(columns),
        keys=", ".join(key_of(record)),
    )
    return [record(**dict(zip(columns, row, strict=True))) for row in rows]


def record_history(
    connection: Connection, record: type[Record], version: int
) -> list[Written[Record]]:
    """Return every record of a class as each standing upload wrote it, by key, oldest first."""
    columns = [column.name for column in columns_of(record)]
    rows = named_queries.rows(
        connection,
        "record_history",
        {"version": version},
        table=table_of(record),
        columns=", ".join(columns),
        keys=", ".join(key_of(record)),
    )
    return [Written(record(**dict(zip(columns, row[:-3], strict=True))), *row[-3:]) for row in rows]


def metric_values(
    connection: Connection,
    metric_ids: list[str],
    *,
    version: int | None = None,
    segment: str = TOTAL,
) -> list[ValueRow]:
    """Return the values of metrics by metric and month, now or at a data version."""
    parameters: dict[str, Any] = {"metric_ids": metric_ids, "segment": segment}
    if version is None:
        rows = named_queries.rows(connection, "metric_values_current", parameters)
    else:
        rows = named_queries.rows(
            connection, "metric_values_as_of", {**parameters, "version": version}
        )
    return [ValueRow(*row) for row in rows]


def restatements(
    connection: Connection, metric_ids: list[str], version: int, *, segment: str = TOTAL
) -> list[RestatementRow]:
    """Return the restatements of metrics known at a data version, oldest first."""
    rows = named_queries.rows(
        connection,
        "restatements_as_of",
        {"metric_ids": metric_ids, "segment": segment, "version": version},
    )
    return [RestatementRow(*row) for row in rows]


def value_history(
    connection: Connection, metric_id: str, version: int, *, segment: str = TOTAL
) -> list[HistoryRow]:
    """Return every value ever received for a metric, newest month and upload first."""
    rows = named_queries.rows(
        connection,
        "value_history",
        {"metric_id": metric_id, "segment": segment, "version": version},
    )
    return [HistoryRow(*row) for row in rows]


def segments(connection: Connection, metric_id: str) -> list[str]:
    """Return the segments of a metric; the total has the empty name."""
    return [
        name
        for (name,) in named_queries.rows(
            connection, "segments_of_metric", {"metric_id": metric_id}
        )
    ]
