"""Excel workbooks: the sheet that holds the table, cells as a person sees them.

A workbook is an archive: its size once unpacked is checked before it is opened. Percent cells keep
their percent sign, dates their day; numbers are written with a point.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook

from lib.i18n.translate import N_
from lib.ingest.findings import FileRefusedError
from lib.ingest.text_tables import MOST_COLUMNS, TextRow, too_wide

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 300 << 20
_MOST_RATIO = 120
_MOST_PARTS = 2_000
_MOST_CELLS = 10_000_000
_DAMAGES = (CalamineError, zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, OSError)
_SHEET_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_SKIPPED = re.compile(r"read ?me|lisez.?moi|instructions?|notice|aide|help|legend|légende", re.I)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of one sheet."""

    name: str
    rows: list[TextRow]


def is_workbook(content: bytes) -> bool:
    """Whether bytes are an Excel workbook, whatever the name of the file."""
    return content.startswith((ZIP, OLE))


def sheets_of(content: bytes) -> list[SheetRows]:
    """Return the sheets that hold rows, in order.

    Raises
    ------
    FileRefusedError
        When the workbook is too large once unpacked, damaged, protected or no workbook at all.
    """
    if content.startswith(ZIP):
        _refuse_bomb(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(workbook.sheet_names)
        percents = _percent_cells(content) if content.startswith(ZIP) else _no_percents
        found = []
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            _refuse_far_cells(sheet.total_height, sheet.total_width)
            cells = sheet.to_python(skip_empty_area=False)
            found.append(SheetRows(name, _rows(cells, percents(name))))
    except _DAMAGES as error:
        raise FileRefusedError(
            N_("The workbook cannot be opened: it is damaged, protected or of another kind."),
            code="damaged_workbook",
        ) from error
    return [sheet for sheet in found if sheet.rows]


def likely_sheets(sheets: Sequence[SheetRows]) -> list[SheetRows]:
    """Return the sheets that may hold a table: several rows and columns, no notice."""
    return [
        sheet
        for sheet in sheets
        if not _SKIPPED.search(sheet.name)
        and sum(len(row.filled()) >= 2 for row in sheet.rows) >= 2
    ]


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefusedError(
            N_("The workbook cannot be opened: it is damaged, protected or of another kind."),
            code="damaged_workbook",
        ) from error
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > (10 << 20) and unpacked > _MOST_RATIO * len(content)
    if unpacked > _MOST_BYTES or too_dense or len(parts) > _MOST_PARTS:
        raise FileRefusedError(
            N_("Once unpacked the workbook is far too large to be a table of figures."),
            code="too_large_unpacked",
        )
    if not any(part.filename.startswith("xl/") for part in parts):
        raise FileRefusedError(
            N_("This is an archive, not a table. Unpack it and load the files in it."),
            code="archive",
        )


def _refuse_far_cells(height: int, width: int) -> None:
    if width > MOST_COLUMNS:
        raise too_wide(1, width)
    if height * width > _MOST_CELLS:
        raise FileRefusedError(
            N_("Once unpacked the workbook is far too large to be a table of figures."),
            code="too_large_unpacked",
        )


def _rows(cells: Sequence[Sequence[object]], percents: frozenset[tuple[int, int]]) -> list[TextRow]:
    rows = []
    for number, row in enumerate(cells):
        if len(row) > MOST_COLUMNS:
            raise too_wide(number + 1, len(row))
        texts = tuple(
            _text(cell, is_percent=(number, at) in percents) for at, cell in enumerate(row)
        )
        rows.append(TextRow(number + 1, texts))
    while rows and rows[-1].is_blank:
        rows.pop()
    return rows if any(not row.is_blank for row in rows) else []


def _text(cell: object, *, is_percent: bool) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        if is_percent:
            return f"{_unmistakable(f'{round(cell * 100, 10):.12g}')}%"
        whole = float(cell).is_integer() and abs(cell) < 1e15
        return str(int(cell)) if whole else _unmistakable(repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _unmistakable(number: str) -> str:
    """Return a number whose point nobody can take for one of thousands: 1.234 as 1.2340."""
    return f"{number}0" if _LIKE_THOUSANDS.fullmatch(number) else number


def _no_percents(_name: str) -> frozenset[tuple[int, int]]:
    return frozenset()


def _percent_cells(content: bytes) -> Callable[[str], frozenset[tuple[int, int]]]:
    """Return a function that gives the cells of a sheet shown as percents."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    styles = _percent_styles(archive)
    paths = _sheet_paths(archive) if styles else {}

    def find(name: str) -> frozenset[tuple[int, int]]:
        path = paths.get(name)
        return _styled_cells(archive, path, styles) if path else frozenset()

    return find


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = ET.fromstring(archive.read("xl/styles.xml"))
    custom = {
        item.get("numFmtId")
        for item in root.iter(f"{_SHEET_NS}numFmt")
        if "%" in (item.get("formatCode") or "")
    }
    formats = custom | {"9", "10"}
    cells = root.find(f"{_SHEET_NS}cellXfs")
    return frozenset(
        str(at) for at, item in enumerate(cells or []) if item.get("numFmtId") in formats
    )


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target") or "" for item in links}
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    paths = {}
    for sheet in book.iter(f"{_SHEET_NS}sheet"):
        target = targets.get(sheet.get(f"{_LINK_NS}id"), "").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        if path in archive.namelist():
            paths[sheet.get("name") or ""] = path
    return paths


def _styled_cells(
    archive: zipfile.ZipFile, path: str, styles: frozenset[str]
) -> frozenset[tuple[int, int]]:
    found = set()
    with archive.open(path) as file:
        for _, element in ET.iterparse(file):
            if element.tag == f"{_SHEET_NS}c":
                match = _CELL.fullmatch(element.get("r") or "")
                if match and element.get("s") in styles:
                    found.add((int(match[2]) - 1, _column_number(match[1])))
                element.clear()
    return frozenset(found)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
