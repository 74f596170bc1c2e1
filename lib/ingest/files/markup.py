"""Tables of web pages, and of workbooks written as XML, which tools name ``.xls``."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from lib.ingest.files.text_tables import MOST_COLUMNS, TextRow, too_wide

_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_TABLES = frozenset({"table", "worksheet"})
_UNSEEN = frozenset({"script", "style", "title"})
_BREAKS = frozenset({"br", "p", "div"})


@dataclass(slots=True)
class _Cell:
    column: int
    rows: int
    columns: int
    texts: list[str] = field(default_factory=list)


class _TableParser(HTMLParser):
    """Gathers the rows of tables; a blank row ends each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[TextRow] = []
        self._row: dict[int, str] | None = None
        self._cell: _Cell | None = None
        self._covered: dict[int, tuple[int, str]] = {}
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name in _UNSEEN:
            self._unseen += 1
        elif name in _TABLES:
            self._end_table()
        elif name in _ROWS:
            self._end_row()
            self._row = {}
        elif name in _CELLS and self._row is not None:
            self._end_cell()
            self._start_cell({key.rsplit(":", 1)[-1]: text or "" for key, text in attrs})
        elif name in _BREAKS and self._cell is not None:
            self._cell.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif name in _CELLS:
            self._end_cell()
        elif name in _ROWS:
            self._end_row()
        elif name in _TABLES:
            self._end_table()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.texts.append(data)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        assert self._row is not None
        column = max(self._row, default=-1) + 1
        index = attributes.get("index", "")
        if index.isdigit():
            column = max(column, int(index) - 1)
        while column in self._covered:
            self._row[column] = self._covered[column][1]
            column += 1
        columns = _count(attributes.get("colspan")) + _count(attributes.get("mergeacross"), 0)
        rows = _count(attributes.get("rowspan")) + _count(attributes.get("mergedown"), 0)
        if column + columns > MOST_COLUMNS:
            raise too_wide(len(self.rows) + 1, column + columns)
        self._cell = _Cell(column, rows, columns)

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._row is None:
            return
        text = " ".join("".join(cell.texts).split())
        for column in range(cell.column, cell.column + cell.columns):
            self._row[column] = text if column == cell.column else ""
            if cell.rows > 1:
                self._covered[column] = (cell.rows, self._row[column])

    def _end_row(self) -> None:
        self._end_cell()
        row, self._row = self._row, None
        if row is None:
            return
        for column, (_, text) in self._covered.items():
            row.setdefault(column, text)
        self._covered = {
            column: (rows - 1, text) for column, (rows, text) in self._covered.items() if rows > 1
        }
        cells = tuple(row.get(column, "") for column in range(max(row, default=-1) + 1))
        self.rows.append(TextRow(len(self.rows) + 1, cells or ("",)))

    def _end_table(self) -> None:
        self._end_row()
        self._covered = {}
        if self.rows and not self.rows[-1].is_blank:
            self.rows.append(TextRow(len(self.rows) + 1, ("",)))


def rows_of_markup(text: str) -> list[TextRow]:
    """Return the rows of every table, a blank row after each; none for a page without table.

    Their lines are numbers of rows, as a spreadsheet shows them.

    A cell over several rows stands in each of them, a cell over several columns in the first.
    """
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    return parser.rows


def _count(text: str | None, default: int = 1) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isdigit() else default
