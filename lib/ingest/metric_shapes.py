"""Values of metrics laid out as cells, whatever the shape of the file.

Long (a row a value), wide with months in columns, or wide with metrics in columns: each becomes
cells of line, column, label, period and segment as written. Totals, changes in percent, flags and
targets are told apart by their headers; nothing is typed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pyarrow as pa

from lib.domain.periods import add_months
from lib.i18n.translate import N_
from lib.ingest.columns import content_of, match_roles, only_period_column
from lib.ingest.contracts import Contract
from lib.ingest.findings import Findings
from lib.ingest.headers import Header, headers_of, plain, split_unit, visible
from lib.ingest.layout import Block
from lib.ingest.period_texts import parse_period
from lib.ingest.reports import Shape
from lib.ingest.text_tables import TextRow
from lib.store.staging import CELLS

TOTALS = frozenset(
    ["total", "totals", "totaux", "grand total", "grand totals", "total general", "sous total",
     "subtotal", "somme", "sum", "row totals", "total colonne"]
)  # fmt: skip
"""Labels of rows and columns that add up others."""

WHOLE = frozenset(["$overall", "overall", "total", "all", "tous", "toutes", "ensemble", "global",
                   "total general", "grand total"])  # fmt: skip
"""Segments that stand for the whole."""

_CHANGES = re.compile(
    r"(% |percentage |delta |evolution|variation|croissance|growth rate vs|ecart |vs ).*"
    r"|.* (change|variation|evolution|vs n 1|yoy|mom)|change|percentage change"
)
_FLAGS = frozenset(["code", "codes", "flag", "flags", "status", "statut"])
_TARGET = re.compile(r"(?P<base>.+?) (target|goal|budget|cible|objectif|prevu)")
_NTH = {"nth day": "day", "nth week": "week", "nth month": "month"}
_LETTERED = re.compile(r"^[A-Z]\.\s+")


@dataclass(slots=True)
class Laid:
    """Values of one table of a file, as cells.

    Attributes
    ----------
    columns
        Header by role.
    names
        Header by column number, for messages.
    rows
        Lines of the file that hold data.
    used
        Columns that were understood.
    """

    shape: Shape = "long"
    columns: dict[str, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    roles: dict[str, Header] = field(default_factory=dict)
    has_targets: bool = False
    cells: dict[str, list[object]] = field(
        default_factory=lambda: {name: [] for name in CELLS.names}
    )

    def add(  # noqa: PLR0913 - one argument a column
        self,
        line: int,
        column: Header,
        label: str | None,
        period: str | None,
        text: str,
        *,
        segment: str | None = None,
        unit: str | None = None,
        is_target: bool = False,
    ) -> None:
        """Add one cell."""
        values = (line, column.index, label, unit, period, segment, text, is_target)
        for name, value in zip(CELLS.names, values, strict=True):
            self.cells[name].append(value)
        self.names.setdefault(column.index, column.name)
        self.rows.add(line)
        self.has_targets = self.has_targets or is_target

    def table(self) -> pa.Table:
        """Return the cells for the store."""
        return pa.table(self.cells, schema=CELLS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table being laid out: its block, columns and roles."""

    block: Block
    headers: tuple[Header, ...]
    roles: dict[str, Header]
    months: tuple[Header, ...]

    def cell(self, row: TextRow, role: str) -> str:
        """Return a cell by role, empty where there is none."""
        header = self.roles.get(role)
        return self.at(row, header) if header else ""

    def at(self, row: TextRow, header: Header) -> str:
        """Return a cell by column, empty beyond the end of a short row."""
        return row.cells[header.index].strip() if header.index < len(row.cells) else ""


def lay_out(block: Block, contract: Contract, findings: Findings) -> Laid | None:
    """Return the values of a table as cells, or None when its columns must be asked for."""
    headers = headers_of(block.header)
    months = tuple(header for header in headers if parse_period(header.text))
    others = [header for header in headers if header not in months]
    roles = match_roles(others, block.rows, contract, findings)
    sheet = Sheet(block, headers, roles, months)
    if len(months) >= 2 or (months and "period" not in roles):
        return _months_in_columns(sheet, findings)
    if "period" not in roles:
        found = only_period_column(others, block.rows, roles)
        if found:
            roles["period"] = found
    if "period" not in roles:
        _ask_column(sheet, "period", findings)
        return None
    if "value" in roles and ("metric" in roles or not _measures(sheet, findings)):
        return _long(sheet, findings)
    return _metrics_in_columns(sheet, findings)


def clean_label(text: str) -> str:
    """Return the label of a metric without what tools put around it: ``A. Sign Up [Total]``."""
    text = _LETTERED.sub("", visible(text))
    return re.sub(r"\s*\[[^\]]*\]$", "", text) if split_unit(text)[1] is None else text


def segment_of(text: str) -> str:
    """Return a segment as stored: empty for the whole."""
    clean = visible(text)
    return "" if clean.casefold() in WHOLE or plain(clean) in WHOLE else clean


def _long(sheet: Sheet, findings: Findings) -> Laid:
    laid = Laid("long", _columns(sheet), used={header.index for header in sheet.roles.values()})
    value = sheet.roles["value"]
    laid.roles = sheet.roles
    target = sheet.roles.get("target")
    for row in sheet.block.rows:
        label, period = sheet.cell(row, "metric"), _period(sheet, row)
        if _is_total(sheet, row, period, label):
            findings.put_aside(row.line, "total_row", row.cells)
            continue
        if "metric" in sheet.roles and not label:
            findings.error(
                "missing_metric",
                N_("The name of the metric is missing. Fill it in or remove the line."),
                line=row.line,
                column=sheet.roles["metric"].name,
            )
            continue
        name, unit = _label(label or None, sheet, row, value)
        segment = segment_of(sheet.cell(row, "segment"))
        text = "" if _is_flagged_missing(sheet.cell(row, "status")) else sheet.at(row, value)
        laid.add(row.line, value, name, period, text, segment=segment, unit=unit)
        if target and sheet.at(row, target):
            goal = sheet.at(row, target)
            laid.add(
                row.line, target, name, period, goal, segment=segment, unit=unit, is_target=True
            )
    return laid


def _months_in_columns(sheet: Sheet, findings: Findings) -> Laid:
    label_column, segment_column = _text_columns(sheet, findings)
    laid = Laid("wide", {"period": sheet.months[0].name})
    for role, column in (("metric", label_column), ("segment", segment_column)):
        if column:
            laid.columns[role] = column.name
            laid.used.add(column.index)
    if "unit" in sheet.roles:
        laid.columns["unit"] = sheet.roles["unit"].name
    laid.used |= {header.index for header in (*sheet.months, *sheet.roles.values())}
    label = ""
    for row in sheet.block.rows:
        label = (sheet.at(row, label_column) if label_column else "") or label
        if plain(label) in TOTALS or any(plain(cell) in TOTALS for cell in row.filled()[:1]):
            findings.put_aside(row.line, "total_row", row.cells)
            continue
        segment = segment_of(sheet.at(row, segment_column)) if segment_column else ""
        filled = [month for month in sheet.months if sheet.at(row, month)]
        if not filled:
            findings.put_aside(row.line, "empty_row", row.cells)
        for month in filled:
            name, unit = _label(label or None, sheet, row, month)
            laid.add(
                row.line, month, name, month.text, sheet.at(row, month), segment=segment, unit=unit
            )
    return laid


def _metrics_in_columns(sheet: Sheet, findings: Findings) -> Laid | None:
    measures = _measures(sheet, findings)
    if "value" in sheet.roles:
        measures = sorted({*measures, sheet.roles["value"]}, key=lambda header: header.index)
    if not measures:
        _ask_column(sheet, "value", findings)
        return None
    segment_column = _dimension(sheet) or _only_text_column(sheet, measures, findings)
    laid = Laid("wide", {"period": sheet.roles["period"].name})
    laid.columns["value"] = " | ".join(header.name for header in measures)
    if segment_column:
        laid.columns["segment"] = segment_column.name
        laid.used.add(segment_column.index)
    laid.used |= {header.index for header in (sheet.roles["period"], *measures)}
    targets = _targets(measures)
    laid.used |= {header.index + 1 for header in measures if _flag_after(sheet, header)}
    for row in sheet.block.rows:
        period = _period(sheet, row)
        if _is_total(sheet, row, period, ""):
            findings.put_aside(row.line, "total_row", row.cells)
            continue
        if not laid.rows and parse_period(period) is None and period:
            findings.put_aside(row.line, "metadata_row", row.cells)
            continue
        segment = segment_of(sheet.at(row, segment_column)) if segment_column else ""
        for header in measures:
            text = sheet.at(row, header)
            flag = _flag_after(sheet, header)
            if flag and _is_flagged_missing(sheet.at(row, flag)):
                text = ""
            base = targets.get(header.index, header).text if sheet.block.has_header else None
            laid.add(
                row.line, header, base, period, text, segment=segment, unit=header.unit,
                is_target=header.index in targets,
            )  # fmt: skip
    return laid


def _columns(sheet: Sheet) -> dict[str, str]:
    return {role: header.name for role, header in sheet.roles.items()}


def _label(
    label: str | None, sheet: Sheet, row: TextRow, value: Header
) -> tuple[str | None, str | None]:
    """Return the label of a row as written and its unit: of the cell, the label or the header."""
    unit = sheet.cell(row, "unit") or None
    if unit is None and label is not None:
        unit = split_unit(label)[1]
    return label, unit or value.unit


def _period(sheet: Sheet, row: TextRow) -> str:
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


def _is_total(sheet: Sheet, row: TextRow, period: str, label: str) -> bool:
    if plain(label) in TOTALS or plain(period) in TOTALS:
        return True
    if parse_period(period) is not None:
        return False
    return any(plain(cell) in TOTALS for cell in row.filled())


def _is_flagged_missing(flag: str) -> bool:
    return flag.strip().casefold() in {"o", "missing", "manquant", "manquante"}


def _measures(sheet: Sheet, findings: Findings) -> list[Header]:
    """Return the columns that hold a metric each: numbers under a header of no other role."""
    taken = {header.index for header in sheet.roles.values()}
    found = []
    for header in sheet.headers:
        if header.index in taken or not header.text or header in sheet.months:
            continue
        if header.plain in _FLAGS or header.plain in TOTALS or _CHANGES.fullmatch(header.plain):
            continue
        content = content_of(sheet.block.rows, header.index)
        if content.filled and content.numbers >= 0.5:
            found.append(header)
    chosen = findings.options.answer("measures")
    if chosen:
        wanted = {plain(name) for name in chosen.split("|")}
        found = [header for header in found if header.plain in wanted]
    return found


def _targets(measures: Sequence[Header]) -> dict[int, Header]:
    """Pair ``X__Target`` with ``X``."""
    by_name = {header.plain: header for header in measures}
    found = {}
    for header in measures:
        match = _TARGET.fullmatch(header.plain)
        if match and match["base"] in by_name:
            found[header.index] = by_name[match["base"]]
    return found


def _flag_after(sheet: Sheet, header: Header) -> Header | None:
    after = sheet.headers[header.index + 1] if header.index + 1 < len(sheet.headers) else None
    return after if after and after.plain in _FLAGS else None


def _text_columns(sheet: Sheet, findings: Findings) -> tuple[Header | None, Header | None]:
    """Return label and segment columns of a table with months in columns."""
    label, segment = sheet.roles.get("metric"), sheet.roles.get("segment")
    taken = {header.index for header in sheet.roles.values()}
    texts = [
        header
        for header in sheet.headers
        if header.index not in taken
        and header not in sheet.months
        and header.plain not in TOTALS
        and (content := content_of(sheet.block.rows, header.index)).filled
        and content.numbers < 0.5
    ]
    if label is None and texts:
        label = texts.pop(0)
    if label is None:
        label, segment = segment, None
    if segment is None and len(texts) == 1:
        segment = texts[0]
    elif segment is None and len(texts) > 1:
        _ask_column(sheet, "segment", findings, texts)
    return label, segment


def _dimension(sheet: Sheet) -> Header | None:
    """Return the column that splits metrics standing in columns of their own."""
    return sheet.roles.get("segment") or sheet.roles.get("metric")


def _only_text_column(
    sheet: Sheet, measures: Sequence[Header], findings: Findings
) -> Header | None:
    """Return the column that tells rows of one period apart, if the file needs one."""
    periods = [_period(sheet, row) for row in sheet.block.rows]
    if len(set(periods)) == len(periods):
        return None
    taken = {header.index for header in (*sheet.roles.values(), *measures)}
    texts = [
        header
        for header in sheet.headers
        if header.index not in taken
        and header.plain not in _FLAGS
        and (content := content_of(sheet.block.rows, header.index)).filled
        and content.numbers < 0.5
    ]
    if len(texts) > 1:
        _ask_column(sheet, "segment", findings, texts)
        return None
    return texts[0] if texts else None


def _ask_column(
    sheet: Sheet, role: str, findings: Findings, among: Sequence[Header] | None = None
) -> None:
    questions = {
        "period": N_("Which column holds the month? Its header or its content does not tell."),
        "value": N_("Which column holds the value?"),
        "segment": N_("Which column splits the values into segments?"),
    }
    offered = [header.name for header in (among or sheet.headers)]
    findings.ask(role, offered, questions[role], is_open=True)
