"""Cells of a column read by its declared type, with a fault for each that cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.periods import add_months, quarter_key
from lib.domain.records import Column, is_extreme
from lib.i18n.translate import N_
from lib.ingest.columns.columns import is_missing
from lib.ingest.columns.names import CHOICES
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import plain, visible
from lib.ingest.text.periods import Order, Period, parse_period, parse_serial
from lib.ingest.values.conventions import COMMA, EXTREME_NUMBER, choose_marks, choose_order
from lib.store.connection import Connection
from lib.store.staging import cell_profiles, rows

_YES = frozenset(["yes", "oui", "true", "vrai", "1", "x", "checked", "y", "o", "v"])
_NO = frozenset(["no", "non", "false", "faux", "0", "n", "f", "unchecked"])
_SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0, "positive": 1.0, "positif": 1.0, "negative": -1.0,
          "negatif": -1.0, "same": 1.0, "opposite": -1.0, "meme sens": 1.0,
          "sens contraire": -1.0}  # fmt: skip
_BLANKS = frozenset(["tbd", "tbc", "to be defined", "a definir", "unknown", "inconnu", "inconnue",
                     "non defini", "non definie", "n c", "sans objet", "not set", "?"])  # fmt: skip
_ENDS = frozenset({"planned_on", "due_on"})
"""Days that a month or a quarter means by its end."""
_SHARES = ("share", "weight", "confidence", "contribution")
FAULTS = {
    "number": N_("“{text}” is not a number. Correct it, or leave the cell empty."),
    "integer": N_("“{text}” is not a whole number. Correct it, or leave the cell empty."),
    "month": N_("“{text}” is not a month. Write it as 2026-03."),
    "day": N_("“{text}” is not a date. Write it as 2026-03-31."),
    "quarter": N_("“{text}” is not a quarter. Write it as 2026-Q3."),
    "boolean": N_("“{text}” is neither yes nor no."),
    "choice": N_("“{text}” is not one of the values allowed: {allowed}."),
}
"""What is said of a cell that its column cannot hold, by type."""


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell and its line."""

    line: int
    text: str


def is_blank(text: str) -> bool:
    """Whether a cell of a record holds nothing, or words that nothing is known yet."""
    return is_missing(text) or plain(text) in _BLANKS


def last_day(period: Period) -> date:
    """Return the last day of a month or of a longer period; a day itself."""
    if period.grain in {"day", "week"}:
        return period.start
    return add_months(period.month, 1) - timedelta(days=1)


def read_column(
    connection: Connection,
    column: Column,
    header: str,
    cells: Sequence[TextCell],
    issue_log: IssueLog,
) -> list[object]:
    """Return the typed cells of a column; None for a missing or faulty one."""
    if column.type in {"number", "integer"}:
        return _numbers(connection, column, header, cells, issue_log)
    if column.type in {"month", "day", "quarter"}:
        return _dates(column, header, cells, issue_log)
    readers: dict[str, Callable[[str], object]] = {
        "boolean": _boolean,
        "choice": lambda text: _choice(column, text),
        "text": _text,
    }
    read = readers[column.type]
    return [_read_one(read, cell, column, header, issue_log) for cell in cells]


def numbers_of(
    connection: Connection, header: str, cells: Sequence[TextCell], issue_log: IssueLog
) -> list[cell_profiles.ReadNumber] | None:
    """Return each cell as a number and the mark that was decided; None when it is asked for."""
    parsed = rows.read_numbers(connection, [cell.text for cell in cells])
    numbers = [parsed[cell.text] for cell in cells]
    profile = cell_profiles.MarkProfile(
        0,
        sum(number.mark == "comma" for number in numbers),
        sum(number.mark == "dot" for number in numbers),
        sum(number.mark.startswith("either") for number in numbers),
        next((number.text for number in numbers if number.mark.startswith("either")), None),
        None,
        None,
    )
    marks = choose_marks([profile], {0: header}, issue_log)
    if marks is None:
        return None
    decided = [
        cell_profiles.ReadNumber(
            number.text, "missing" if number.mark == "missing" else marks[0], number.is_error,
            number.scale, number.unit, number.with_comma, number.with_dot,
        )
        for number in numbers
    ]  # fmt: skip
    for cell, number in zip(cells, decided, strict=True):
        if is_extreme(value_of(number) or 0):
            place = {"line": cell.line, "column": header, "value": cell.text}
            issue_log.error("extreme_number", EXTREME_NUMBER, text=cell.text, **place)
    return decided


def value_of(number: cell_profiles.ReadNumber | None) -> float | None:
    """Return a number under the mark decided for its column, with its scale."""
    if number is None or number.mark == "missing":
        return None
    value = number.with_comma if number.mark == COMMA else number.with_dot
    return None if value is None else value * number.scale


def _numbers(
    connection: Connection,
    column: Column,
    header: str,
    cells: Sequence[TextCell],
    issue_log: IssueLog,
) -> list[object]:
    if not column.required:
        cells = [TextCell(cell.line, "" if is_blank(cell.text) else cell.text) for cell in cells]
    if column.name == "expected_sign":
        cells = [_sign(cell) for cell in cells]
    numbers = numbers_of(connection, header, cells, issue_log)
    if numbers is None:
        return [None] * len(cells)
    values: list[object] = []
    for cell, number in zip(cells, numbers, strict=True):
        value = _number(column, number)
        if value is None and number.mark != "missing":
            _fault(cell, column, header, issue_log)
        values.append(value)
    return values


def _sign(cell: TextCell) -> TextCell:
    """Return a sign said in words or by ``+`` and ``-`` as a number."""
    word = plain(cell.text) or cell.text.strip()
    return TextCell(cell.line, f"{_SIGNS[word]:g}") if word in _SIGNS else cell


def _number(column: Column, number: cell_profiles.ReadNumber) -> float | int | None:
    """Return a number as its column holds it: shares as parts of one, integers whole."""
    value = value_of(number)
    if value is None:
        return None
    if number.unit == "%" and any(word in column.name for word in _SHARES):
        value = round(value / 100, 12)
    if column.type != "integer":
        return value
    return int(value) if value == int(value) and abs(value) < 2**31 else None


def _dates(
    column: Column, header: str, cells: Sequence[TextCell], issue_log: IssueLog
) -> list[object]:
    texts = [cell.text for cell in cells if not is_blank(cell.text)]
    order = (choose_order(texts, header, issue_log) if texts else None) or "dmy"
    serials = any(parse_period(text, order) for text in texts)

    def read(text: str) -> object:
        return _date(column, text, order, with_serials=serials)

    return [_read_one(read, cell, column, header, issue_log) for cell in cells]


def _date(column: Column, text: str, order: Order, *, with_serials: bool) -> object:
    if is_blank(text):
        return None
    period = parse_period(text, order) or (parse_serial(text) if with_serials else None)
    if period is None or (column.type == "quarter" and period.grain == "year"):
        return ...
    start: date = last_day(period) if column.name in _ENDS else period.start
    if column.type == "quarter":
        return quarter_key(start)
    return period.month if column.type == "month" else start


def _read_one(
    read: Callable[[str], object], cell: TextCell, column: Column, header: str, issue_log: IssueLog
) -> object:
    value = read(cell.text)
    if value is ...:
        _fault(cell, column, header, issue_log)
        return None
    return value


def _fault(cell: TextCell, column: Column, header: str, issue_log: IssueLog) -> None:
    issue_log.error(
        f"bad_{column.type}",
        FAULTS[column.type],
        line=cell.line,
        column=header,
        value=cell.text,
        text=cell.text,
        allowed=", ".join(column.choices),
    )


def _text(text: str) -> object:
    if "\n" in text:
        return text.strip() or None
    return visible(text) or None


def _boolean(text: str) -> object:
    word = plain(text)
    if is_missing(text):
        return None
    return True if word in _YES else False if word in _NO else ...


def _choice(column: Column, text: str) -> object:
    if is_blank(text) and text not in column.choices:
        return None
    for choice in column.choices:
        if plain(text) == plain(choice):
            return choice
    meant = CHOICES.get(column.name, {}).get(plain(text))
    return meant if meant in column.choices else ...
