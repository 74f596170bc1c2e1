"""What staged values would change, before anything is recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.domain.records import columns_of, key_of
from lib.domain.tables import TABLES
from lib.store import named_queries, reads
from lib.store.connection import Connection
from lib.store.uploads.uploads import Staged, data_version


@dataclass(frozen=True, slots=True)
class RestatedValue:
    """A value that would replace another one."""

    metric_id: str
    period: date
    segment: str
    former_value: float | None
    value: float | None
    former_seq: int
    line_no: int

    @property
    def change(self) -> float | None:
        """Difference, in the unit of the metric; None when one of them is missing."""
        if self.value is None or self.former_value is None:
            return None
        return self.value - self.former_value


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A column of a record that would be replaced: what is stored, and what comes."""

    table: str
    key: tuple[object, ...]
    name_fr: str | None
    name_en: str | None
    column: str
    former: object
    value: object
    line_no: int


@dataclass(frozen=True, slots=True)
class PreviewPoint:
    """One month of a metric's total: the current and the incoming value."""

    metric_id: str
    period: date
    former_value: float | None
    value: float | None
    is_incoming: bool


def restated_values(
    connection: Connection, staged: Staged, most: int | None = 1_000, *, only_emptied: bool = False
) -> list[RestatedValue]:
    """Return the values that staged ones would replace, or only those they would make missing."""
    parameters = {"most": most, "only_emptied": only_emptied}
    rows = named_queries.rows(connection, "preview_restated", parameters, staged=staged.name)
    return [RestatedValue(*row) for row in rows]


def emptied_values(connection: Connection, staged: Staged) -> list[RestatedValue]:
    """Return the stored values that staged ones would make missing, by line."""
    emptied = restated_values(connection, staged, None, only_emptied=True)
    return sorted(emptied, key=lambda value: value.line_no)


def keep_emptied_values(connection: Connection, staged: Staged) -> None:
    """Leave out the staged values that would make stored ones missing."""
    named_queries.run(connection, "keep_emptied_values", staged=staged.name)


def absent_metrics(connection: Connection, staged: Staged, file_name: str) -> list[str]:
    """Return the metrics that the upload before brought and the staged values do not have."""
    parameters = {"version": data_version(connection), "file_name": file_name}
    rows = named_queries.rows(connection, "absent_metrics", parameters, staged=staged.name)
    return [name for (name,) in rows]


def rows_of(connection: Connection, staged: Staged) -> list[dict[str, Any]]:
    """Return the staged rows of a table of records, with their lines as ``line_no``."""
    names = [column.name for column in columns_of(TABLES[staged.table])]
    rows = named_queries.rows(
        connection, "staged_records", staged=staged.name, columns=", ".join(names)
    )
    return [dict(zip((*names, "line_no"), row, strict=True)) for row in rows]


def changed_records(
    connection: Connection, staged: Staged, most: int = 1_000
) -> list[ChangedRecord]:
    """Return the columns of stored records that staged ones would replace."""
    record = TABLES[staged.table]
    keys = key_of(record)
    stored = {
        tuple(getattr(item, name) for name in keys): item
        for item in reads.records(connection, record, data_version(connection))
    }
    changes = []
    for row in rows_of(connection, staged) if stored else ():
        key = tuple(row[name] for name in keys)
        former = stored.get(key)
        if former is None:
            continue
        names = {name: row.get(name) for name in ("name_fr", "name_en")}
        changes += [
            ChangedRecord(
                staged.table, key, names["name_fr"], names["name_en"], column.name,
                getattr(former, column.name), row[column.name], row["line_no"],
            )
            for column in columns_of(record)
            if getattr(former, column.name) != row[column.name]
        ]  # fmt: skip
    return changes[:most]


def preview_points(connection: Connection, staged: Staged, most: int = 60) -> list[PreviewPoint]:
    """Return the series of the metrics that staged values touch, incoming points marked."""
    parameters = {"most": most}
    rows = named_queries.rows(connection, "preview_points", parameters, staged=staged.name)
    return [PreviewPoint(*row) for row in rows]


def expected_metrics(connection: Connection, period: date, since: date) -> dict[str, bool]:
    """Return the metrics that had values since a month, and whether they have one in ``period``."""
    parameters = {"period": period, "since": since}
    return dict(named_queries.rows(connection, "preview_expected", parameters))
