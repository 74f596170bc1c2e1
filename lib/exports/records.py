"""Whole tables as files that load back as they are: CSV and Excel, in either language.

Headers are the names of the contract in both languages, so that a file made in one language loads
in the other; the decimal mark and the delimiter follow the reader's.
"""

from collections.abc import Iterable
from typing import Any, Literal

from lib.domain.periods import month_key
from lib.domain.records import Column, columns_of
from lib.exports.tables import Cell, csv_bytes
from lib.exports.workbooks import SheetColumn, xlsx_bytes
from lib.i18n.translate import Locale

FileFormat = Literal["csv", "xlsx"]

MIME: dict[FileFormat, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each format."""


def records_file(
    table: str,
    record: type[Any],
    records: Iterable[object],
    *,
    file_format: FileFormat,
    locale: Locale,
) -> bytes:
    """Return records of one class as a file of its table."""
    columns = columns_of(record)
    rows = (record_cells(item, columns) for item in records)
    if file_format == "csv":
        return csv_bytes([column.name for column in columns], rows, locale)
    heads = [
        SheetColumn(column.name, locale.gettext(column.description), column.choices)
        for column in columns
    ]
    return xlsx_bytes(table, heads, rows)


def record_cells(record: object, columns: Iterable[Column]) -> list[Cell]:
    """Return the cells of a record in the order of its columns; months as ``2026-10``."""
    return [_cell(getattr(record, column.name), column) for column in columns]


def _cell(value: Any, column: Column) -> Cell:  # noqa: ANN401 - fields have any type
    if value is None or column.type != "month":
        return value  # type: ignore[no-any-return]
    return month_key(value)
