"""Excel workbooks: the sheet that holds the table, cells as a person sees them.

Their bytes are read by a process of its own, under limits (``lib.ingest.files.workbook_cells``):
what no reader can be made to do safely ends that process, and is a refusal here.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.i18n.translate import N_
from lib.ingest.files import workbook_cells
from lib.ingest.files.text_tables import MOST_COLUMNS, TextRow, too_wide
from lib.ingest.files.workbook_cells import ARCHIVE, DAMAGED, DOUBLED, ENTITIES, TOO_LARGE, ZIP
from lib.ingest.issues import FileRefusedError

OLE = b"\xd0\xcf\x11\xe0"
_PATIENCE_SECONDS = 120.0
_SKIPPED = re.compile(r"read ?me|lisez.?moi|instructions?|notice|aide|help|legend|légende", re.I)
_SENTENCES = {
    DAMAGED: N_("The workbook cannot be opened: it is damaged, protected or of another kind."),
    TOO_LARGE: N_("Once unpacked the workbook is far too large to be a table of figures."),
    ARCHIVE: N_("This is an archive, not a table. Unpack it and load the files in it."),
    ENTITIES: N_(
        "The workbook declares XML entities, which no spreadsheet writes: a cell could hold "
        "something else than it shows. Open it in a spreadsheet and save it again."
    ),
    DOUBLED: N_(
        "Cell {cell} stands twice in the workbook, so that it may have two values. Open it in a "
        "spreadsheet, check the cell and save it again."
    ),
}


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of one sheet."""

    name: str
    rows: list[TextRow]
    is_hidden: bool = False


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
    answer = _read_apart(content)
    if "refused" in answer:
        raise _refused(answer["refused"], answer["cell"])
    return [
        SheetRows(name, [_row(*row) for row in rows], is_hidden)
        for name, rows, is_hidden in answer["sheets"]
    ]


def likely_sheets(sheets: Sequence[SheetRows]) -> list[SheetRows]:
    """Return the sheets that may hold a table: several rows and columns, no notice."""
    return [
        sheet
        for sheet in sheets
        if not _SKIPPED.search(sheet.name)
        and sum(len(row.filled()) >= 2 for row in sheet.rows) >= 2
    ]


def _read_apart(content: bytes) -> Mapping[str, Any]:
    """Return what the process that reads a workbook says of it."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", workbook_cells.__file__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(TOO_LARGE) from error
    if done.returncode < 0:  # ended by a limit
        raise _refused(TOO_LARGE)
    if done.returncode:
        raise _refused(DAMAGED)
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _row(line: int, cells: list[str]) -> TextRow:
    if len(cells) > MOST_COLUMNS:
        raise too_wide(line, len(cells))
    return TextRow(line, tuple(cells))


def _refused(code: str, cell: str = "") -> FileRefusedError:
    return FileRefusedError(_SENTENCES[code], code=code, cell=cell)
