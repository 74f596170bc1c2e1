"""Columns of a table of values: which hold metrics, labels, segments, flags, targets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from lib.domain.periods import add_months
from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of
from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, plain

TOTALS = frozenset(
    ["total", "totals", "totaux", "grand total", "grand totals", "total general", "sous total",
     "subtotal", "somme", "sum", "row totals", "total colonne"]
)  # fmt: skip
"""Labels of rows and columns that add up others."""

_CHANGES = re.compile(
    r"(delta |evolution|variation|croissance|growth rate vs|ecart |vs ).*"
    r"|(%|percentage|percent|pct) (of )?(de |d )?(change|variation|evolution|growth|croissance|diff"
    r"|difference|ecart|vs|yoy|mom)( .*)?"
    r"|.* (change|variation|evolution|vs n 1|yoy|mom)|change|percentage change"
)
_CHANGE_WORDS = frozenset(
    ["delta", "evolution", "variation", "croissance", "growth", "rate", "ecart", "change", "vs",
     "%", "percentage", "percent", "pct", "of", "de", "d", "du", "la", "le", "in", "diff",
     "difference", "yoy", "mom", "qoq", "m", "n", "1", "last", "previous", "prior", "month", "year",
     "quarter", "mois", "an", "annee", "trimestre", "precedent", "precedente"]
)  # fmt: skip
_FLAGS = frozenset(["code", "codes", "flag", "flags", "status", "statut"])
_TARGET = re.compile(r"(?P<base>.+?) (target|goal|budget|cible|objectif|prevu)")
_NTH = {"nth day": "day", "nth week": "week", "nth month": "month"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table being laid out: its block, columns and roles."""

    block: Block
    headers: tuple[Header, ...]
    roles: dict[str, Header]
    months: tuple[Header, ...]
    scenario: Header | None = None
    target_lines: frozenset[int] = frozenset()

    def cell(self, row: TextRow, role: str) -> str:
        """Return a cell by role, empty where there is none."""
        header = self.roles.get(role)
        return self.at(row, header) if header else ""

    def at(self, row: TextRow, header: Header) -> str:
        """Return a cell by column, empty beyond the end of a short row."""
        return row.cells[header.index].strip() if header.index < len(row.cells) else ""


def is_derived(header: str) -> bool:
    """Whether a header names flags, or changes of another column."""
    return header in _FLAGS or _CHANGES.fullmatch(header) is not None


def period_text(sheet: Sheet, row: TextRow) -> str:
    """Return the text of a row's period; a rank such as ``0003`` becomes its day."""
    header = sheet.roles["period"]
    text = sheet.at(row, header)
    step = _NTH.get(header.plain)
    if step is None or sheet.block.start is None or not text.isdigit():
        return text
    rank = int(text)
    if rank > 4_000:
        return text
    if step == "month":
        return f"{add_months(sheet.block.start.replace(day=1), rank):%Y-%m}"
    days = rank if step == "day" else 7 * rank
    return (sheet.block.start + timedelta(days=days)).isoformat()


def measures_of(sheet: Sheet, issue_log: IssueLog) -> list[Header]:
    """Return the columns that hold a metric each: numbers under a header of no other role."""
    taken = {header.index for header in sheet.roles.values()}
    measures = []
    for header in sheet.headers:
        if header.index in taken or not header.text or header in sheet.months:
            continue
        if header.plain in _FLAGS or header.plain in TOTALS or _is_change(sheet, header):
            continue
        content = content_of(sheet.block.rows, header.index)
        if content.filled and content.numbers >= 0.5:
            measures.append(header)
    chosen = issue_log.options.answer("measures")
    if chosen:
        wanted = {plain(name) for name in chosen.split("|")}
        measures = [header for header in measures if header.plain in wanted]
    return measures


def _is_change(sheet: Sheet, header: Header) -> bool:
    """Whether a column gives the change of another one: ``% change``, ``MRR growth`` beside MRR.

    A header that names no other column, such as ``Net change``, is a metric of its own.
    """
    if not _CHANGES.fullmatch(header.plain):
        return False
    rest = {word for word in header.plain.split() if word not in _CHANGE_WORDS}
    others = (set(other.plain.split()) for other in sheet.headers if other is not header)
    return not rest or any(rest <= words for words in others)


def targets_of(measures: Sequence[Header]) -> dict[int, Header]:
    """Pair ``X__Target`` with ``X``."""
    by_name = {header.plain: header for header in measures}
    targets = {}
    for header in measures:
        match = _TARGET.fullmatch(header.plain)
        if match and match["base"] in by_name:
            targets[header.index] = by_name[match["base"]]
    return targets


def flag_after(sheet: Sheet, header: Header) -> Header | None:
    """Return the column of flags right of a series, if there is one."""
    after = sheet.headers[header.index + 1] if header.index + 1 < len(sheet.headers) else None
    return after if after and after.plain in _FLAGS else None


def flags(sheet: Sheet) -> set[int]:
    """Return the columns of flags and totals, which never split values."""
    return {
        header.index
        for header in sheet.headers
        if header.plain in _FLAGS or header.plain in TOTALS or _CHANGES.fullmatch(header.plain)
    }


def ask_column(sheet: Sheet, role: str, issue_log: IssueLog) -> None:
    """Ask which column plays a role."""
    questions = {
        "period": N_("Which column holds the month? Its header or its content does not tell."),
        "value": N_("Which column holds the value?"),
    }
    offered = [header.name for header in sheet.headers]
    issue_log.ask(role, offered, questions[role], is_open=True)
