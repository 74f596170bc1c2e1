"""Tables as Excel workbooks: one sheet, real numbers and dates, texts that never are formulas."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from lib.errors import InvalidInputError
from lib.exports.tables import Cell
from lib.i18n.translate import N_

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Signs that a cell of Excel can hold."""

_SHEET_NAME = 31
_FIRST_YEAR = 1900
_WIDEST = 40
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Attributes
    ----------
    header
        Name of the column.
    note
        Text shown when the pointer rests on the header; empty for none.
    choices
        Values that the sheet offers in a list; empty for any value.
    """

    header: str
    note: str = ""
    choices: tuple[str, ...] = ()


def xlsx_bytes(name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet.

    Parameters
    ----------
    name
        Name of the sheet.
    columns
        Its columns.
    rows
        Cells by row. Texts stay texts: a cell that begins like a formula is not one.

    Raises
    ------
    InvalidInputError
        When a text is longer than a cell of Excel can hold.
    """
    content = io.BytesIO()
    workbook = resolve_name("xlsxwriter.Workbook")  # loaded when a workbook is asked for
    with workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name[:_SHEET_NAME])
        _write_head(sheet, columns, book.add_format({"bold": True, "bottom": 1}))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                _write_cell(sheet, (number, at), cell, day)
    return content.getvalue()


def _write_head(sheet: "Worksheet", columns: Sequence[SheetColumn], bold: "Format") -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.header, bold)
        sheet.set_column(at, at, min(_WIDEST, max(10, len(column.header) + 2)))
        if column.note:
            sheet.write_comment(0, at, column.note)
        if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            sheet.data_validation(
                1, at, 1_000, at, {"validate": "list", "source": list(column.choices)}
            )


def _write_cell(sheet: "Worksheet", place: tuple[int, int], cell: Cell, day: "Format") -> None:
    row, at = place
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, at, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, at, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell.year > _FIRST_YEAR:
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day has no zone
    else:
        text = cell if isinstance(cell, str) else cell.isoformat()
        if len(text) > LONGEST_TEXT:
            raise InvalidInputError(
                N_("Line {line} holds a text too long for Excel. Take the CSV file."), line=row + 1
            )
        sheet.write_string(row, at, text)
