"""Text to rows of cells, each with its line as an editor counts it."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import clevercsv

from lib.i18n.translate import N_
from lib.ingest.issues import FileRefusedError

DELIMITERS = (";", ",", "\t", "|", "^")
MOST_COLUMNS = 2_000
_SAMPLE = 6_000
_SENTINEL = "\ue000end of file\ue000"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_RULE = re.compile(r"[\s|+:]*[-=_]{3}[-=_\s|+:]*")
_WHOLE_LINES = 0.5
"""Share of lines quoted whole from which a file is one that was quoted twice."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """Cells of a row and the line on which it starts."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)

    @property
    def is_rule(self) -> bool:
        """Whether the row only draws a line: ``-----``, ``|---|:--:|``, ``+====+``."""
        return _RULE.fullmatch(" ".join(self.cells)) is not None

    def filled(self) -> list[str]:
        """Return the cells that hold something."""
        return [cell for cell in self.cells if cell.strip()]


def read_rows(text: str, delimiter: str) -> list[TextRow]:
    """Return every row of a CSV text, blank ones included.

    Raises
    ------
    FileRefusedError
        When a quotation mark is never closed or a row has too many columns.
    """
    rows: list[TextRow] = []
    lines = io.StringIO(text, newline="")
    is_spaced = f'{delimiter} "' in text  # quoted cells after a space
    reader = csv.reader(_ended(lines), delimiter=delimiter, skipinitialspace=is_spaced)
    start = 1
    try:
        for cells in reader:
            if cells == [_SENTINEL]:
                break
            if len(cells) > MOST_COLUMNS:
                raise too_wide(start, len(cells))
            rows.append(TextRow(start, tuple(cells)))
            start = reader.line_num + 1
        else:
            raise unclosed_quote(rows.pop().line)
    except csv.Error as error:
        raise FileRefusedError(
            N_("The row that starts here cannot be read: a cell is too long or badly quoted."),
            code="unreadable_row",
            line=start,
        ) from error
    return rows


def unclosed_quote(line: int) -> FileRefusedError:
    """Return the refusal of a file cut inside a quoted cell."""
    return FileRefusedError(
        N_("A quotation mark opened here is never closed: the file is cut or badly quoted."),
        code="unclosed_quote",
        line=line,
    )


def too_wide(line: int, columns: int) -> FileRefusedError:
    """Return the refusal of a file with too many columns."""
    return FileRefusedError(
        N_("The row has {columns} columns; at most {most} can be read. Check the delimiter."),
        code="too_many_columns",
        line=line,
        columns=columns,
        most=MOST_COLUMNS,
    )


def find_delimiter(text: str) -> str:
    """Return the delimiter of a CSV text, by its ``sep=`` line, its regularity, its types."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    declared = _SEPARATOR_LINE.fullmatch(first.rstrip("\r"))
    if declared:
        return declared[1]
    sample = _sample(text)
    regular = {delimiter: _regularity(sample, delimiter) for delimiter in DELIMITERS}
    likely = [delimiter for delimiter, share in regular.items() if share >= 0.8]
    if len(likely) == 1:
        return likely[0]
    sniffed = _by_types(sample, likely or list(DELIMITERS))
    if sniffed in (likely or DELIMITERS):
        return sniffed
    return max(regular, key=lambda delimiter: (regular[delimiter], sample.count(delimiter)))


def unwrap_lines(text: str) -> str:
    """Return a text without the quotation marks around whole lines: ``"2026-01,Orders,12"``."""
    lines = text.splitlines()
    filled = [line for line in lines[:200] if line.strip()]
    whole = [line for line in filled if _unwrapped(line) is not None]
    if len(whole) < 2 or len(whole) < _WHOLE_LINES * len(filled):
        return text
    bare = [line if (inner := _unwrapped(line)) is None else inner for line in lines]
    sample = "\n".join(line for line in bare[:200] if line.strip())
    if max(_regularity(sample, delimiter) for delimiter in DELIMITERS) < 1:
        return text
    return "\n".join(bare) + "\n"


def _unwrapped(line: str) -> str | None:
    """Return what a line quoted whole holds, None for another line."""
    line = line.strip()
    if not re.fullmatch(r'"(?:[^"]|"")*"', line):
        return None
    inner = line[1:-1].replace('""', '"')
    return inner if any(delimiter in inner for delimiter in DELIMITERS) else None


def is_separator_line(row: TextRow) -> bool:
    """Whether a row is the ``sep=`` line that Excel writes."""
    return row.line == 1 and _SEPARATOR_LINE.match("".join(row.cells) + " ") is not None


def _ended(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for last in lines:
        yield last
    if last and not last.endswith(("\n", "\r")):
        yield "\n"
    yield _SENTINEL


def _sample(text: str) -> str:
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()
    return "\n".join(
        line for line in lines if not line.startswith("#") and not _RULE.fullmatch(line)
    )


def _regularity(sample: str, delimiter: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(sample.splitlines(), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0
    return several.most_common(1)[0][1] / len(widths)


def _by_types(sample: str, delimiters: list[str]) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dialect = clevercsv.Sniffer().sniff(sample, delimiters=delimiters)
    except clevercsv.Error:
        return ""
    return str(dialect.delimiter) if dialect and dialect.delimiter else ""
