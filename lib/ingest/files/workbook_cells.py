"""The cells of an Excel workbook, read in a process of its own.

A workbook of a few kilobytes can make its reader ask for hundreds of gigabytes and crash its whole
process. So this file runs as a program under limits of memory and time: bytes come in, JSON goes
out. It imports no other module of the project, to start fast.

Percent cells keep their percent sign, dates their day; numbers are written with a point. What a
person sees and what is read must be the same: a part that declares entities, or two cells at one
place, are refused.
"""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

VISIBLE = SheetVisibleEnum.Visible
ZIP = b"PK\x03\x04"
TOO_LARGE = "too_large_unpacked"
DAMAGED = "damaged_workbook"
ARCHIVE = "archive"
ENTITIES = "declared_entities"
DOUBLED = "doubled_cells"
_MOST_MEMORY = 2 << 30
_MOST_SECONDS = 60
_MOST_BYTES = 300 << 20
_MOST_RATIO = 120
_MOST_PARTS = 2_000
_MOST_CELLS = 10_000_000
_MOST_TEXT = 200_000_000
_DAMAGES = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    expat.ExpatError,
    LookupError,
    ValueError,
    OSError,
    RuntimeError,  # encrypted parts, unknown kinds of compression
    EOFError,
)
_SHEET_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_SHEET_PART = re.compile(r"xl[/\\]worksheets[/\\][^/\\]+\.xml", re.IGNORECASE)
_PLACES = re.compile(r"(?:[A-Z]+[1-9]\d* )*")
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")

_MOST_MERGED = 1_000_000
_Range = tuple[tuple[int, int], tuple[int, int]]

Row = tuple[int, tuple[str, ...]]
"""Number of a row, from 1 on, and its cells."""


class RefusalError(Exception):
    """A workbook that is not read; says the code of the fault, and the cell where it is one."""

    def __init__(self, code: str, cell: str = "") -> None:
        super().__init__(code)
        self.cell = cell


def sheets_in(content: bytes) -> list[tuple[str, list[Row], bool]]:
    """Return name and rows of the sheets that hold any, in order, and whether they are hidden.

    Raises
    ------
    RefusalError
        When the workbook is too large once unpacked, damaged, protected or no workbook at all, or
        when it can be read in two ways.
    """
    try:
        percents: Mapping[str, frozenset[tuple[int, int]]] = {}
        if content.startswith(ZIP):
            _refuse_bomb(content)
            percents = _percent_cells(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        visible = {s.name for s in workbook.sheets_metadata if s.visible == VISIBLE}
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            _refuse_far_cells(sheet.total_height, sheet.total_width)
            cells = sheet.to_python(skip_empty_area=False)
            _fill_merged(cells, sheet.merged_cell_ranges or ())
            rows = _rows(cells, percents.get(name, frozenset()))
            sheets.append((name, rows, name not in visible))
    except MemoryError as error:
        raise RefusalError(TOO_LARGE) from error
    except _DAMAGES as error:
        raise RefusalError(DAMAGED) from error
    _refuse_much_text(rows for _, rows, _ in sheets)
    return [sheet for sheet in sheets if sheet[1]]


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > (10 << 20) and unpacked > _MOST_RATIO * len(content)
    if unpacked > _MOST_BYTES or too_dense or len(parts) > _MOST_PARTS:
        raise RefusalError(TOO_LARGE)
    if not any(part.filename.startswith("xl/") for part in parts):
        raise RefusalError(ARCHIVE)


def _refuse_far_cells(height: int, width: int) -> None:
    if height * width > _MOST_CELLS:
        raise RefusalError(TOO_LARGE)


def _refuse_much_text(sheets: Iterable[list[Row]]) -> None:
    if sum(len(cell) for rows in sheets for _, cells in rows for cell in cells) > _MOST_TEXT:
        raise RefusalError(TOO_LARGE)


def _fill_merged(cells: list[list[Any]], ranges: Iterable[_Range]) -> None:
    """Let the text of a cell merged over several rows stand in each of them."""
    left = _MOST_MERGED
    for (top, column), (bottom, _) in ranges:
        last = min(bottom, len(cells) - 1, top + left)
        if last <= top or column >= len(cells[top]) or not isinstance(cells[top][column], str):
            continue
        left -= last - top
        for row in range(top + 1, last + 1):
            if column < len(cells[row]):
                cells[row][column] = cells[top][column]


def _rows(cells: Sequence[Sequence[object]], percents: frozenset[tuple[int, int]]) -> list[Row]:
    rows = []
    for number, row in enumerate(cells):
        texts = tuple(
            _text(cell, is_percent=(number, at) in percents) for at, cell in enumerate(row)
        )
        rows.append((number + 1, texts))
    while rows and _is_blank(rows[-1]):
        rows.pop()
    return rows


def _is_blank(row: Row) -> bool:
    return not any(cell.strip() for cell in row[1])


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
    """Return a number whose point cannot be read as a thousands mark: 1.234 as 1.2340."""
    return f"{number}0" if _LIKE_THOUSANDS.fullmatch(number) else number


@dataclass(slots=True)
class _SheetParser:
    """Reads the places of the cells of a sheet, and which of them are shown as percents."""

    styles: frozenset[str]
    places: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)
    row: int = 0
    last: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a row or a cell; one without a place stands after the one before."""
        tag = name.rpartition(":")[2]
        if tag == "c":
            place = attributes.get("r") or self._next_place()
            self.places.append(place)
            self.last = place
            if attributes.get("s") in self.styles:
                self.percents.append(place)
        elif tag == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.last = None

    def _next_place(self) -> str:
        column = 0 if self.last is None else _place(self.last)[1] + 1
        return f"{_column_letters(column)}{self.row}"


def _percent_cells(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the cells shown as percents by sheet.

    Raises
    ------
    RefusalError
        When a part declares entities, or when two cells of a sheet stand at one place.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.namelist()
    if "xl/workbook.xml" not in parts:  # a binary workbook
        return {}
    _parse(archive, "xl/workbook.xml", None)
    names = {path: name for name, path in _sheet_paths(archive).items()}
    sheets = {part for part in parts if part in names or _SHEET_PART.fullmatch(part)}
    for part in parts:
        if part.lower().endswith(".xml") and part not in sheets:
            _parse(archive, part, None)
    styles = _percent_styles(archive)
    percents = {}
    for part in sheets:
        name, sheet = names.get(part, part), _SheetParser(styles)
        _parse(archive, part, sheet)
        if len(set(sheet.places)) < len(sheet.places):
            raise RefusalError(DOUBLED, f"{name}!{_first_repeated(sheet.places)}")
        if not _PLACES.fullmatch(" ".join([*sheet.places, ""])):
            raise RefusalError(DAMAGED)
        percents[name] = frozenset(map(_place, sheet.percents))
    return percents


def _first_repeated(places: Sequence[str]) -> str:
    earlier: set[str] = set()
    for place in places:
        if place in earlier:
            return place
        earlier.add(place)
    return ""


def _parse(archive: zipfile.ZipFile, path: str, sheet: _SheetParser | None) -> None:
    """Parse a part of a workbook; refuse one that declares entities."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declarations
    if sheet:
        parser.StartElementHandler = sheet.start
    with archive.open(path) as part:
        parser.ParseFile(part)


def _refuse_declarations(*_details: object) -> None:
    raise RefusalError(ENTITIES)


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
    styles = [] if cells is None else list(cells)
    return frozenset(str(at) for at, item in enumerate(styles) if item.get("numFmtId") in formats)


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


def _place(text: str) -> tuple[int, int]:
    """Return row and column of a place such as ``B2``, from 0 on."""
    match = _CELL.fullmatch(text)
    if match is None:
        raise RefusalError(DAMAGED)
    return int(match[2]) - 1, _column_number(match[1])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _column_letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _limit() -> None:
    """Take no more memory and time than a workbook of figures needs, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a workbook from the input and write its sheets, or why it is refused."""
    _limit()
    try:
        answer: object = {"sheets": sheets_in(sys.stdin.buffer.read())}
    except RefusalError as refusal:
        answer = {"refused": str(refusal), "cell": refusal.cell}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
