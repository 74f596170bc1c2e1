"""Files of any table but metric values, from columns to staged records."""

from collections.abc import Callable

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.i18n.translate import N_
from lib.ingest.columns.columns import match_roles
from lib.ingest.columns.contracts import OKR, RENAMED, Contract, contract_of
from lib.ingest.records import check_ins, initiatives, okrs
from lib.ingest.records.checks import check_records
from lib.ingest.records.rows import TableTask, build_records, read_direct, record_json
from lib.ingest.staging import Reading, to_table
from lib.ingest.text.headers import headers_of
from lib.store.uploads.uploads import Staged, stage

MOST_ROWS = 200_000
"""Rows of a table other than metric values that a file may hold."""


_READ_ELSEWHERE = {"initiative": initiatives.READ_HERE, "check_in": check_ins.READ_HERE}
"""Columns that are not read by their type."""


def read_records(task: TableTask, kind: str) -> Reading:
    """Return what a file of records holds, staged for the store."""
    contract = contract_of(kind)
    headers = headers_of(task.block.header)
    task.roles = match_roles(headers, task.block.rows, contract, task.issue_log)
    if len(task.block.rows) > MOST_ROWS:
        task.issue_log.error(
            "too_many_rows",
            N_("The file has {rows} rows; a table of this kind may have {most}."),
            rows=len(task.block.rows),
            most=MOST_ROWS,
        )
        return Reading(kind)
    if kind == OKR:
        return okrs.read_okrs(task)
    _tell_missing_columns(task, contract)
    role_of = _role_namer(kind)
    is_initiative = kind == "initiative"
    rows = read_direct(task, kind, role_of, _READ_ELSEWHERE.get(kind, frozenset()))
    others: set[int] = set()
    if is_initiative:
        others = initiatives.complete(task, rows)
    elif kind == "check_in":
        others = check_ins.complete(task, rows)
    placed = [
        (line.line, row)
        for place, (line, row) in enumerate(zip(task.block.rows, rows, strict=True))
        if place not in others
    ]
    task.references.learn(kind, _self_named(kind, [row for _, row in placed]))
    records = build_records(task, kind, placed)
    check_records(task, kind, records)
    reading = Reading(kind, "long", {role: header.name for role, header in task.roles.items()})
    reading.rows = len(records)
    extra = initiatives.extra_texts(task) if is_initiative else {}
    reading.records = tuple(
        record_json(kind, record, role_of) | extra.get(line, {}) for line, record in records
    )
    reading.staged = _staged(task, kind, records)
    return reading


def _staged(task: TableTask, kind: str, records: list[tuple[int, object]]) -> tuple[Staged, ...]:
    return (stage(task.connection, kind, to_table(kind, records)),) if records else ()


def _role_namer(kind: str) -> Callable[[str], str]:
    renamed = RENAMED.get(kind, {})
    return lambda name: renamed.get(name, name)


def _self_named(kind: str, rows: list[dict[str, object]]) -> list[object]:
    """Return bare records that rows of the same file may name."""
    record = TABLES[kind]
    columns = columns_of(record)
    keys = [column.name for column in columns if column.is_key]
    return [
        record(**{column.name: row.get(column.name) for column in columns})
        for row in rows
        if row.get(keys[0]) is not None
    ]


def _tell_missing_columns(task: TableTask, contract: Contract) -> None:
    """Name every column that the table cannot do without and the file lacks."""
    namer = _role_namer(contract.table)
    fallbacks = initiatives.FALLBACKS if contract.table == "initiative" else {}
    for column in columns_of(contract.record):
        role = namer(column.name)
        if not column.required or role in task.roles:
            continue
        if fallbacks.get(column.name, "") in task.roles:
            continue
        task.issue_log.error(
            "missing_column",
            N_("The column “{name}” is required and was not found. Add it, or choose it."),
            line=task.block.header_line,
            column=role,
            name=role,
        )
