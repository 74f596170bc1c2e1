"""Rows of any table but metric values: typed by the contract, keyed, completed, referred."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lib.domain.metrics import TOTAL
from lib.domain.records import Column, columns_of, key_of
from lib.domain.tables import TABLES
from lib.i18n.translate import N_
from lib.ingest.columns.columns import is_missing
from lib.ingest.files.layout import Block
from lib.ingest.issues import IssueLog
from lib.ingest.records.cell_readers import TextCell, read_column
from lib.ingest.records.references import References
from lib.ingest.text.headers import Header
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads.uploads import data_version

Values = dict[str, object]
"""Typed cells of one row, by column of the record."""


@dataclass(slots=True)
class TableTask:
    """One table of a file on its way: where it stands and what plays which role."""

    connection: Connection
    issue_log: IssueLog
    references: References
    block: Block
    roles: dict[str, Header]
    language: str
    used: set[int] = field(default_factory=set)

    def cells(self, role: str) -> list[TextCell]:
        """Return the cells of a role, padding stripped; empty where there is no column."""
        header = self.roles.get(role)
        if header is None:
            return [TextCell(row.line, "") for row in self.block.rows]
        self.used.add(header.index)
        return [
            TextCell(
                row.line, row.cells[header.index].strip() if header.index < len(row.cells) else ""
            )
            for row in self.block.rows
        ]

    def texts(self, role: str) -> list[str]:
        """Return the texts of a role, empty where nothing is said."""
        return ["" if is_missing(cell.text) else cell.text for cell in self.cells(role)]

    def typed(self, role: str, column: Column) -> list[object]:
        """Return the typed cells of a role."""
        header = self.roles.get(role)
        if header is None:
            return [None] * len(self.block.rows)
        return read_column(self.connection, column, header.name, self.cells(role), self.issue_log)

    def header(self, role: str) -> str | None:
        """Return the header of a role."""
        header = self.roles.get(role)
        return header.name if header else None


def declared(table: str) -> Mapping[str, Column]:
    """Return the columns of a table by name."""
    return {column.name: column for column in columns_of(TABLES[table])}


def read_direct(
    task: TableTask, table: str, role_of: Callable[[str], str], skip: frozenset[str]
) -> list[Values]:
    """Return the rows typed column by column, each column of the record from its role."""
    rows: list[Values] = [{} for _ in task.block.rows]
    for name, column in declared(table).items():
        role = role_of(name)
        if role not in task.roles or name in skip:
            continue
        for row, value in zip(rows, task.typed(role, column), strict=True):
            row[name] = value
    return rows


def build_records(
    task: TableTask, table: str, rows: Sequence[tuple[int, Values]]
) -> list[tuple[int, Any]]:
    """Return the records of a table: complete, one a key, with what they name looked up.

    Columns that the file does not have keep their stored value; a missing required cell is a fault.
    """
    columns = declared(table)
    keys = key_of(TABLES[table])
    standing = _standing(task.connection, table) if _is_partial(rows, columns) else {}
    by_key: dict[tuple[object, ...], tuple[int, Values]] = {}
    for line, row in rows:
        values = _resolved(task, line, row, columns)
        if values is None:
            continue
        key = tuple(values[name] for name in keys)
        former = standing.get(key)
        if former is not None:
            values = {name: getattr(former, name) for name in columns} | values
        if _has_all(task, line, values, columns):
            _keep(task, by_key, key, (line, values))
    record = TABLES[table]
    return [
        (line, record(**{name: values.get(name) for name in columns}))
        for line, values in by_key.values()
    ]


def record_json(table: str, record: object, role_of: Callable[[str], str]) -> dict[str, object]:
    """Return a record by role, months and days as text."""
    return {role_of(name): _plain_value(getattr(record, name), column)
            for name, column in declared(table).items()}  # fmt: skip


def _plain_value(value: object, column: Column) -> object:
    if value is None or value == TOTAL:
        return None
    if column.type == "month":
        return f"{value:%Y-%m}"
    return value.isoformat() if column.type == "day" else value  # type: ignore[attr-defined]


def _is_partial(rows: Sequence[tuple[int, Values]], columns: Mapping[str, Column]) -> bool:
    return any(len(row) < len(columns) for _, row in rows)


def _standing(connection: Connection, table: str) -> dict[tuple[object, ...], Any]:
    record = TABLES[table]
    keys = key_of(record)
    records = reads.records(connection, record, data_version(connection))
    return {tuple(getattr(item, name) for name in keys): item for item in records}


def _resolved(
    task: TableTask, line: int, row: Values, columns: Mapping[str, Column]
) -> Values | None:
    """Return a row with its keys present and its references looked up; None when a key lacks."""
    values = dict(row)
    for name, column in columns.items():
        if column.is_key and not column.required and values.get(name) is None:
            values[name] = TOTAL
        if column.is_key and column.required and values.get(name) is None:
            _tell_missing(task, line, name)
            return None
        text = values.get(name)
        if column.references and isinstance(text, str) and text:
            values[name] = _reference(task, line, column, text)
    return values


def _reference(task: TableTask, line: int, column: Column, text: str) -> str:
    assert column.references is not None
    identifier = task.references.find(column.references, text)
    if identifier is None:
        tell = task.issue_log.error if column.required else task.issue_log.warn
        tell(
            "unknown_reference",
            N_("“{text}” is unknown ({table}). Load it first, or correct the name."),
            line=line,
            column=task.header(column.name) or column.name,
            value=text,
            text=text,
            table=column.references,
        )
    return identifier or text


def _has_all(task: TableTask, line: int, values: Values, columns: Mapping[str, Column]) -> bool:
    complete = True
    for name, column in columns.items():
        if column.required and values.get(name) is None:
            _tell_missing(task, line, name)
            complete = False
    return complete


def _tell_missing(task: TableTask, line: int, name: str) -> None:
    if any(issue.line == line and issue.severity == "error" for issue in task.issue_log.issues):
        return
    task.issue_log.error(
        "missing_value",
        N_("“{name}” is required and missing on this line. Fill it in."),
        line=line,
        column=task.header(name) or name,
        value="",
        name=name,
    )


def _keep(
    task: TableTask,
    by_key: dict[tuple[object, ...], tuple[int, Values]],
    key: tuple[object, ...],
    row: tuple[int, Values],
) -> None:
    """Keep a row under its key; a repeat is set aside, a contradiction asked about."""
    former = by_key.get(key)
    if former is None:
        by_key[key] = row
        return
    key_text = " · ".join(str(part) for part in key if part != TOTAL)
    if former[1] == row[1]:
        task.issue_log.skip_row(row[0], "duplicate_identical", (key_text,))
        return
    answer = task.issue_log.ask(
        "duplicates",
        ("last", "first"),
        N_("“{key}” stands on lines {first} and {second} with different content. Which counts?"),
        key=key_text,
        first=str(former[0]),
        second=str(row[0]),
    )
    lost = row if answer == "first" else former
    if answer is not None:
        task.issue_log.skip_row(lost[0], "duplicate_resolved", (key_text,))
    by_key[key] = former if answer == "first" else row
