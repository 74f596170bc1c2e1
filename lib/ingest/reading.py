"""An open file read against the database: its report, and its rows staged for the store."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of, is_missing
from lib.ingest.columns.contracts import OKR
from lib.ingest.columns.kinds import is_canonical
from lib.ingest.company import with_company_answers
from lib.ingest.excerpts import with_excerpts
from lib.ingest.files.layout import is_number
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.opening import OpenFile, open_file, safe_name
from lib.ingest.overwrites import ask_about_losses
from lib.ingest.recipes import with_recipe
from lib.ingest.records.files import read_records
from lib.ingest.records.initiatives import NOT_STORED
from lib.ingest.records.references import References
from lib.ingest.records.rows import TableTask
from lib.ingest.records.targets import read_targets
from lib.ingest.reports import Issue, Options, Report, Verdict
from lib.ingest.staging import Reading
from lib.ingest.text.headers import Header, headers_of
from lib.ingest.values.columns import TOTALS, is_derived
from lib.ingest.values.large_values import LargeValues, read_large_values, read_plain_values
from lib.ingest.values.metric_values import read_value_blocks
from lib.store.connection import Connection
from lib.store.uploads.uploads import Staged

_UNTYPED = frozenset({"decimal", "date_order", "kind", "sheet"})
_MOST_NAMED = 12
_HALF = 0.5
_FIGURE = re.compile(
    r"(?:[^\w\s]{1,3}|[^\W\d_]{2,4})?\s?[^\w\s]?\d[\d\s.,:’']*(?:[^\W\d_]|[^\w\s]|\s){0,10}"
)
_IDENTIFIER = re.compile(
    r"(^| )(id|ids|key|code|ref|no|number|numero|line|row|rank|rang|index)$|^#"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The report of a file, and its typed rows in temporary tables of the cursor."""

    report: Report
    staged: tuple[Staged, ...]
    choices: tuple[tuple[str, str], ...] = ()


def read_file(connection: Connection, opened: OpenFile, options: Options) -> Checked:
    """Check an open file against what is stored; stages its rows on this cursor."""
    name = safe_name(opened.source.name)
    options = with_company_answers(connection, options)
    recipe = with_recipe(connection, opened.shape_key, options)
    if opened.kind is None and recipe.applied and opened.work_path is None:
        opened = open_file(opened.source, recipe.options)
    if opened.faults or opened.kind is None:
        return Checked(_unread(opened, options, name), ())
    issue_log = IssueLog(recipe.options, opened.sheet, name, sheet_starts=opened.sheet_starts)
    issue_log.issues += opened.issue_log.issues if opened.issue_log else []
    _tell_notes(opened, issue_log)
    _refuse_surplus(opened, issue_log)
    reading = _read(connection, opened, issue_log)
    if reading is None or (opened.is_attempt and recipe.applied):
        return read_file(connection, open_file(opened.source, options), options)
    ask_about_losses(connection, reading, issue_log)
    report = Report(
        name,
        reading.kind,
        _verdict(issue_log),
        rows=reading.rows,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        shape=reading.shape,
        columns=reading.columns,
        records=() if _is_untyped(issue_log) else reading.records,
        issues=issue_log.all_issues(),
        questions=with_excerpts(issue_log.merged_questions(), opened.blocks),
        set_aside=tuple(sorted(issue_log.set_aside, key=lambda row: row.line)),
        sheets=opened.sheets,
        recipe=opened.shape_key,
        remembered=recipe.applied,
    )
    if report.verdict == "load" and not report.rows:
        report = replace(report, verdict="refuse", issues=(*report.issues, _nothing(report)))
    return Checked(report, reading.staged, recipe.options.choices)


def _unread(opened: OpenFile, options: Options, name: str) -> Report:
    questions = with_excerpts(opened.issue_log.questions if opened.issue_log else (), opened.blocks)
    verdict: Verdict = "refuse" if opened.faults else "choose"
    return Report(
        name,
        options.kind,
        verdict,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        issues=tuple(opened.faults),
        questions=questions,
        sheets=opened.sheets,
    )


def _read(connection: Connection, opened: OpenFile, issue_log: IssueLog) -> Reading | None:
    assert opened.kind is not None
    if opened.kind == "metric_value":
        values = _read_values(connection, opened, issue_log)
        if values is not None:
            _tell_unused(opened, values.used, issue_log)
        return values
    block = opened.blocks[0]
    if opened.kind == "metric_target" and not is_canonical(headers_of(block.header), opened.kind):
        targets = read_targets(connection, opened.blocks, opened.language, issue_log)
        _tell_unused(opened, targets.used, issue_log)
        return targets
    task = TableTask(connection, issue_log, References(connection), block, {}, opened.language)
    reading = read_records(task, opened.kind)
    reported = NOT_STORED if opened.kind == "initiative" else frozenset()
    stored = {header.index for role, header in task.roles.items() if role not in reported}
    _tell_unused(opened, stored, issue_log)
    if opened.kind == OKR and reading.kind == OKR:
        reading.kind = "key_result"
    return reading


def _read_values(connection: Connection, opened: OpenFile, issue_log: IssueLog) -> Reading | None:
    if opened.large is None or opened.head is None:
        return read_value_blocks(connection, opened.blocks, opened.language, issue_log)
    values = LargeValues(opened.large, opened.blocks[0], opened.head, opened.language, opened.lines)
    if opened.is_attempt:
        return read_plain_values(connection, values, issue_log)
    return read_large_values(connection, values, issue_log)


def _tell_notes(opened: OpenFile, issue_log: IssueLog) -> None:
    for block in opened.blocks:
        for row, code in block.notes:
            is_summary = len(row.filled()) > 1 and any(is_number(cell) for cell in row.cells)
            if row.line > (block.header_line or 0) or is_summary:
                issue_log.skip_row(row.line, code, row.cells)


def _refuse_surplus(opened: OpenFile, issue_log: IssueLog) -> None:
    """Refuse rows with more cells than the header: their cells may stand in the wrong columns."""
    for block in opened.blocks:
        for row in block.surplus_rows():
            issue_log.error(
                "surplus_cells",
                N_(
                    "This line has {cells} cells and the header {columns}: a decimal comma "
                    "without quotation marks, perhaps. Put such cells in quotation marks, or "
                    "export with semicolons."
                ),
                line=row.line,
                cells=len(row.cells),
                columns=block.header_cells,
            )


def _tell_unused(opened: OpenFile, used: set[int], issue_log: IssueLog) -> None:
    """Name the columns that are kept with the original and not loaded; ask about numbers."""
    header = headers_of(opened.blocks[0].header)
    unused = [item for item in header if item.text and item.index not in used]
    if issue_log.issues_with("column_not_used") or not unused or not used:
        return
    numbers = []
    if opened.kind in {"metric_value", OKR} and not issue_log.questions:
        numbers = [item for item in unused if _may_be_measure(item, opened.blocks[0].rows)]
    if numbers:
        issue_log.ask(
            "unused_columns",
            ("leave_out",),
            N_(
                "Columns of figures are not read ({count}): {columns}. Leave them out, or write "
                "their cells as plain numbers and drop the file again?"
            ),
            count=len(numbers),
            columns=", ".join(item.text for item in numbers[:_MOST_NAMED]),
        )
    names = [item.text for item in unused]
    issue_log.warn(
        "column_not_used",
        N_("Columns not loaded ({count}): {names}. The original file keeps them."),
        line=opened.blocks[0].header_line,
        count=len(names),
        names=", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else ""),
    )


def _may_be_measure(header: Header, rows: Sequence[TextRow]) -> bool:
    """Whether a column holds figures, and no total, change, flag, identifier or date."""
    if header.plain in TOTALS or is_derived(header.plain) or _IDENTIFIER.search(header.plain):
        return False
    content = content_of(rows, header.index)
    cells = [row.cells[header.index].strip() for row in rows if header.index < len(row.cells)]
    filled = [cell for cell in cells if not is_missing(cell)]
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in filled)
    return bool(filled) and content.periods < _HALF and figures >= _HALF * len(filled)


def _verdict(issue_log: IssueLog) -> Verdict:
    if any(issue.severity == "error" for issue in issue_log.issues):
        return "refuse"
    return "choose" if issue_log.questions else "load"


def _is_untyped(issue_log: IssueLog) -> bool:
    return any(question.code in _UNTYPED for question in issue_log.questions)


def _nothing(report: Report) -> Issue:
    aside: Sequence[object] = report.set_aside
    return Issue(
        "no_rows",
        "error",
        N_("No row of the file can be loaded (set aside: {rows})."),
        {"rows": len(aside)},
    )
