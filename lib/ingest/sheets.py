"""The sheets of a workbook that are loaded: all those of values together, or the one chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.i18n.translate import N_
from lib.ingest.columns.calendar import settle_calendar
from lib.ingest.columns.kinds import find_kind
from lib.ingest.columns.missing_month import lacks_month, month_in, with_month
from lib.ingest.files.layout import Block, find_blocks
from lib.ingest.files.workbooks import SheetRows, likely_sheets
from lib.ingest.issues import FileRefusedError, IssueLog
from lib.ingest.values.spellings import settle_spellings

VALUES = "metric_value"
_AND = " + "
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


@dataclass(slots=True)
class SheetReading:
    """What one sheet holds, and what reading it leaves open."""

    name: str
    blocks: list[Block]
    kind: str | None
    issue_log: IssueLog
    start: int = 0

    @property
    def holds_values(self) -> bool:
        """Whether it holds values, perhaps once a question about their months is answered."""
        codes = {question.code for question in self.issue_log.questions}
        return self.kind == VALUES or (self.kind is None and bool(codes) and "kind" not in codes)


def find_table(blocks: list[Block], issue_log: IssueLog, name: str) -> str | None:
    """Complete the months of tables in place; return the table they hold, None if asked."""
    blocks[:] = [
        settle_spellings(settle_calendar(block, issue_log, name), issue_log) for block in blocks
    ]
    if issue_log.questions:
        return None
    scratch = IssueLog(issue_log.options)
    kind = find_kind(blocks[0], scratch)
    if kind in {None, VALUES} and lacks_month(blocks[0], IssueLog(issue_log.options)):
        dated = with_month(blocks[0], issue_log, name)
        if dated is None:
            return None
        blocks[0] = dated
        return VALUES
    issue_log.questions += scratch.questions
    return kind


def choose_sheets(
    sheets: Sequence[SheetRows], issue_log: IssueLog, name: str
) -> list[SheetReading] | None:
    """Return the sheets to load; None while that is asked for.

    All sheets of values are one table. Lists of other kinds are loaded one at a time. Hidden
    sheets, and those in which no table is recognised beside sheets of values, are left out with a
    remark.
    """
    visible = [sheet for sheet in sheets if not sheet.is_hidden] or list(sheets)
    likely = likely_sheets(visible) or visible
    if not likely:
        raise FileRefusedError(N_("No table was found in the file."), code="no_table")
    answer = (issue_log.options.answer("sheet") or "").split(_AND)
    wanted = [sheet for sheet in sheets if sheet.name in answer]
    if wanted:
        return _read(wanted, issue_log, name)
    _tell_hidden([sheet.name for sheet in sheets if sheet not in visible], issue_log)
    readings = _read(likely, issue_log, name)
    values = [reading for reading in readings if reading.holds_values]
    others = [reading for reading in readings if reading.kind not in {None, VALUES}]
    if len(likely) == 1 or len(values) == len(likely):
        return readings
    if values and not others:
        _tell_left_out([r.name for r in readings if r not in values], issue_log)
        return _read([s for s in likely if any(s.name == r.name for r in values)], issue_log, name)
    together = [_AND.join(reading.name for reading in values)] if len(values) > 1 else []
    issue_log.ask(
        "sheet",
        [*together, *(reading.name for reading in (*others, *readings))],
        N_("The workbook has several sheets. Which one is to be loaded?"),
    )
    return None


def _read(sheets: Sequence[SheetRows], issue_log: IssueLog, name: str) -> list[SheetReading]:
    """Read sheets; their lines are numbered on from one sheet to the next."""
    readings = []
    start = 0
    for sheet in sheets:
        reading = _read_one(sheet, IssueLog(issue_log.options), name, start)
        if len(sheets) > 1 and month_in(sheet.name) is None and not _YEAR.search(sheet.name):
            for block in reading.blocks:
                block.metric = sheet.name
        readings.append(reading)
        start += sheet.rows[-1].line if sheet.rows else 0
    return readings


def _read_one(sheet: SheetRows, scratch: IssueLog, name: str, start: int) -> SheetReading:
    rows = [replace(row, line=row.line + start) for row in sheet.rows] if start else sheet.rows
    blocks = find_blocks(rows)
    for block in blocks:
        block.sheet = sheet.name
    holds_rows = any(block.rows for block in blocks)
    kind = find_table(blocks, scratch, name) if holds_rows else None
    return SheetReading(sheet.name, blocks, kind, scratch, start)


def _tell_hidden(names: Sequence[str], issue_log: IssueLog) -> None:
    if names:
        issue_log.warn(
            "hidden_sheets",
            N_("Hidden sheets are not loaded: {names}."),
            names=", ".join(names),
        )


def _tell_left_out(names: Sequence[str], issue_log: IssueLog) -> None:
    if names:
        issue_log.warn(
            "sheets_not_loaded",
            N_("Sheets without a table of months are not loaded: {names}."),
            names=", ".join(names),
        )
