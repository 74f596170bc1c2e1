"""Tables as CSV and Excel files that open right in a spreadsheet and that cannot run a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd

from lib.errors import InvalidInputError
from lib.i18n.translate import N_, Locale

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | float | int | bool | date | datetime | None

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel can hold."""

_FORMULA = re.compile(r"^(?:\s*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n])")
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_TEXTS_AS_THEY_ARE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_SHEET_NAME = 31
_FIRST_YEAR = 1900
_WIDEST = 40
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class ColumnHelp:
    """What a sheet says of one of its columns.

    Attributes
    ----------
    note
        Text shown when the pointer rests on the header; empty for none.
    choices
        Values that the sheet offers in a list; empty for any value.
    """

    note: str = ""
    choices: tuple[str, ...] = ()


def data_frame(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> pd.DataFrame:
    """Return rows as a table whose cells keep their types: whole numbers, days, nothing."""
    return pd.DataFrame(list(rows), columns=list(headers), dtype=object)


def csv_bytes(table: pd.DataFrame, locale: Locale) -> bytes:
    """Return a CSV file in UTF-8 with BOM: ``;`` and decimal comma in French, ``,`` and point else.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers never.
    """
    french = locale.is_french
    texts = table.map(lambda cell: _text(cell, french=french))
    content = texts.to_csv(
        index=False,
        header=[neutral(header) for header in table.columns],
        sep=";" if french else ",",
        lineterminator="\r\n",
    )
    return b"\xef\xbb\xbf" + content.encode("utf-8")


def xlsx_bytes(
    name: str, table: pd.DataFrame, columns: Mapping[str, ColumnHelp] | None = None
) -> bytes:
    """Return a workbook of one sheet; texts stay texts, whatever they begin with.

    Raises
    ------
    InvalidInputError
        When a text is longer than a cell of Excel can hold.
    """
    cells = table.map(_sheet_cell)
    for line, row in enumerate(cells.itertuples(index=False), start=2):
        if any(isinstance(cell, str) and len(cell) > LONGEST_TEXT for cell in row):
            raise InvalidInputError(
                N_("Line {line} holds a text too long for Excel. Take the CSV file."), line=line
            )
    content, sheet_name = io.BytesIO(), name[:_SHEET_NAME]
    with pd.ExcelWriter(
        content,
        engine="xlsxwriter",
        date_format="yyyy-mm-dd",
        engine_kwargs={"options": _TEXTS_AS_THEY_ARE},
    ) as writer:
        cells.to_excel(writer, sheet_name=sheet_name, index=False, header=False, startrow=1)
        bold = writer.book.add_format({"bold": True, "bottom": 1})
        sheet: Worksheet = writer.sheets[sheet_name]
        sheet.freeze_panes(1, 0)
        for at, header in enumerate(table.columns):
            sheet.write_string(0, at, header, bold)
            sheet.set_column(at, at, min(_WIDEST, max(10, len(header) + 2)))
            _add_help(sheet, at, (columns or {}).get(header, ColumnHelp()))
    return content.getvalue()


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _add_help(sheet: "Worksheet", at: int, column: ColumnHelp) -> None:
    if column.note:
        sheet.write_comment(0, at, column.note)
    if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        sheet.data_validation(
            1, at, 1_000, at, {"validate": "list", "source": list(column.choices)}
        )


def _text(cell: Cell, *, french: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    number = repr(cell)
    if _LIKE_THOUSANDS.fullmatch(number):
        number += "0"  # 1,234 could be a thousand; 1,2340 cannot
    return number.replace(".", ",") if french else number


def _sheet_cell(cell: Cell) -> Cell:
    """Return instants, and days that Excel does not count, as texts."""
    if isinstance(cell, datetime) or (isinstance(cell, date) and cell.year <= _FIRST_YEAR):
        return cell.isoformat()
    return cell
