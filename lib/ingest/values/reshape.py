"""Values of metrics laid out as cells, whatever the shape of the file.

Long (a row a value), wide with months in columns, or wide with metrics in columns: each becomes
cells of line, column, label, period and segment as written. Totals, changes in percent, flags and
targets are recognised by their headers; nothing is typed here.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of, match_roles, only_period_column
from lib.ingest.columns.contracts import Contract
from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.reports import Shape
from lib.ingest.text.headers import Header, headers_of, plain, split_unit, visible
from lib.ingest.text.periods import is_slashed, parse_period
from lib.ingest.values.columns import (
    TOTALS,
    Sheet,
    ask_column,
    flag_after,
    flags,
    measures_of,
    period_text,
    targets_of,
)
from lib.ingest.values.dimensions import (
    Split,
    filled_down,
    free_columns,
    split_rows,
    tell_scenarios,
)
from lib.store.staging.rows import CELLS

_SPLITTING = frozenset({"segment", "team", "source"})
"""Roles whose columns may split values as well."""
_LENGTHS = {"quarter": 1, "half": 2, "year": 3}
"""Places of the periods longer than a month."""
LONGER = N_("Columns of a longer period than the others are not loaded: {names}.")
_SPAN = re.compile(r"[tqsh][1-4]|ytd|year to date|cumul.*|full year|fy|(total|annee|year) .*")
_LETTERED = re.compile(r"^[A-Z]\.\s+")


@dataclass(slots=True)
class CellTable:
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
    is_partial
        Whether rows differ by a column that was left out on purpose: none repeats another.
    longer
        Cells of longer periods that were left out.
    """

    shape: Shape = "long"
    columns: dict[str, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    roles: dict[str, Header] = field(default_factory=dict)
    has_targets: bool = False
    is_partial: bool = False
    longer: list[dict[str, object]] = field(default_factory=list)
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
        cells = self.cells
        cells["line_no"].append(line)
        cells["column_no"].append(column.index)
        cells["label"].append(label)
        cells["unit"].append(unit)
        cells["period_text"].append(period)
        cells["segment"].append(segment)
        cells["value_text"].append(text)
        cells["is_target"].append(is_target)
        self.names.setdefault(column.index, column.name)
        self.rows.add(line)
        self.has_targets = self.has_targets or is_target

    def table(self) -> pa.Table:
        """Return the cells for the store."""
        return pa.table(self.cells, schema=CELLS)


def lay_out(block: Block, contract: Contract, issue_log: IssueLog) -> CellTable | None:
    """Return the values of a table as cells, or None when its columns must be asked for."""
    headers = headers_of(block.header)
    months = tuple(header for header in headers if parse_period(header.text))
    others = [header for header in headers if header not in months]
    roles = match_roles(others, block.rows, contract, issue_log)
    sheet = _without_forecasts(Sheet(block, headers, roles, months), issue_log)
    if len(months) >= 2 or (months and "period" not in roles):
        return _months_in_columns(sheet, issue_log)
    if "period" not in roles:
        period_column = only_period_column(others, block.rows, roles)
        if period_column:
            roles["period"] = period_column
    if "period" not in roles:
        ask_column(sheet, "period", issue_log)
        return None
    if "value" in roles and ("metric" in roles or not measures_of(sheet, issue_log)):
        return _long(sheet, issue_log)
    return _metrics_in_columns(sheet, issue_log)


def _without_forecasts(sheet: Sheet, issue_log: IssueLog) -> Sheet:
    """Return a table whose rows of budgets are known as targets, without its forecasts."""
    column, kinds = tell_scenarios(sheet, issue_log)
    if column is None:
        return sheet
    rows = []
    for row in sheet.block.rows:
        if kinds[row.line] == "forecast":
            issue_log.skip_row(row.line, "forecast_row", row.cells)
        else:
            rows.append(row)
    roles = {name: header for name, header in sheet.roles.items() if header != column}
    targets = frozenset(line for line, kind in kinds.items() if kind == "target")
    block = replace(sheet.block, rows=rows)
    return Sheet(block, sheet.headers, roles, sheet.months, column, targets)


def without_longer_periods(layout: CellTable, issue_log: IssueLog) -> CellTable:
    """Leave out quarters, half-years and years of metrics that have shorter periods.

    They are totals or means of the others; a metric that has nothing else keeps them.
    """
    texts = layout.cells["period_text"]
    ranks = {text: length_rank(text) for text in dict.fromkeys(texts)}
    labels = list(zip(layout.cells["label"], layout.cells["is_target"], strict=True))
    finest: dict[tuple[object, object], int] = {}
    for label, text in zip(labels, texts, strict=True):
        rank = ranks[text]
        if rank is not None:
            finest[label] = min(rank, finest.get(label, rank))
    drop = {
        at
        for at, (label, text) in enumerate(zip(labels, texts, strict=True))
        if label in finest and is_longer(text, ranks[text], finest[label])
    }
    if not drop:
        return layout
    if layout.shape == "long" or layout.columns.get("period") not in layout.names.values():
        _skip_longer_rows(layout, drop, issue_log)
    else:
        columns = dict.fromkeys(int(str(layout.cells["column_no"][at])) for at in sorted(drop))
        issue_log.warn(
            "longer_period",
            LONGER,
            names=", ".join(layout.names[column] for column in columns),
        )
    layout.longer = [
        {name: values[at] for name, values in layout.cells.items()} for at in sorted(drop)
    ]
    for name, values in layout.cells.items():
        layout.cells[name] = [value for at, value in enumerate(values) if at not in drop]
    return layout


def length_rank(text: object) -> int | None:
    """Return the place of a period among the lengths; None where a text is no period."""
    period = parse_period(str(text or ""))
    return _LENGTHS.get(period.grain, 0) if period else None


def is_longer(text: object, rank: int | None, finest: int) -> bool:
    """Whether a period is longer than the others, or a span without a year: ``YTD``, ``T1``."""
    if rank is None:
        return _SPAN.fullmatch(plain(str(text or ""))) is not None
    return rank > finest


def _skip_longer_rows(layout: CellTable, drop: set[int], issue_log: IssueLog) -> None:
    texts: dict[int, list[str]] = {}
    for at in sorted(drop):
        cells = [
            str(layout.cells[name][at] or "") for name in ("label", "period_text", "value_text")
        ]
        texts.setdefault(int(str(layout.cells["line_no"][at])), []).extend(cells)
    remaining = {
        int(str(line)) for at, line in enumerate(layout.cells["line_no"]) if at not in drop
    }
    for line, cells in texts.items():
        issue_log.skip_row(line, "longer_period", cells)
        if line not in remaining:
            layout.rows.discard(line)


def clean_label(text: str) -> str:
    """Return the label of a metric without what tools put around it: ``A. Sign Up [Total]``."""
    text = _LETTERED.sub("", visible(text))
    return re.sub(r"\s*\[[^\]]*\]$", "", text) if split_unit(text)[1] is None else text


def tell_missing_metric(issue_log: IssueLog, line: int, column: str) -> None:
    """Tell of a row that names no metric."""
    issue_log.error(
        "missing_metric",
        N_("The name of the metric is missing. Fill it in or remove the line."),
        line=line,
        column=column,
    )


def _long(sheet: Sheet, issue_log: IssueLog) -> CellTable | None:
    cells = CellTable(
        "long", _columns(sheet), used={header.index for header in sheet.roles.values()}
    )
    cells.roles = sheet.roles
    keys = [(sheet.cell(row, "metric"), period_text(sheet, row)) for row in sheet.block.rows]
    split = _split(sheet, keys, issue_log)
    if split is None:
        return None
    _use(cells, split, sheet)
    for row, (label, period), segment in zip(sheet.block.rows, keys, split.texts, strict=True):
        if _is_total(row, period, label):
            issue_log.skip_row(row.line, "total_row", row.cells)
        elif "metric" in sheet.roles and not label:
            tell_missing_metric(issue_log, row.line, sheet.roles["metric"].name)
        else:
            _add_row(cells, sheet, row, segment)
    return cells


def _add_row(cells: CellTable, sheet: Sheet, row: TextRow, segment: str) -> None:
    """Add the value of a row of a long table, and its target."""
    value, target = sheet.roles["value"], sheet.roles.get("target")
    period = period_text(sheet, row)
    name, unit = _label(sheet.cell(row, "metric") or sheet.block.metric, sheet, row, value)
    text = "" if _is_flagged_missing(sheet.cell(row, "status")) else sheet.at(row, value)
    is_target = row.line in sheet.target_lines
    cells.add(row.line, value, name, period, text, segment=segment, unit=unit, is_target=is_target)
    if target and sheet.at(row, target):
        goal = sheet.at(row, target)
        cells.add(row.line, target, name, period, goal, segment=segment, unit=unit, is_target=True)


def _split(sheet: Sheet, keys: Sequence[Hashable], issue_log: IssueLog) -> Split | None:
    """Return what splits the values of one metric and month."""
    roles = {header.index for name, header in sheet.roles.items() if name not in _SPLITTING}
    taken = roles | {header.index for header in sheet.months} | flags(sheet)
    if sheet.scenario:
        taken.add(sheet.scenario.index)
    lines = (row.line in sheet.target_lines for row in sheet.block.rows)
    keys = list(zip(keys, lines, strict=True))
    return split_rows(sheet, keys, free_columns(sheet, taken), issue_log)


def _use(cells: CellTable, split: Split, sheet: Sheet) -> None:
    if sheet.scenario:
        cells.columns["scenario"] = sheet.scenario.name
        cells.used.add(sheet.scenario.index)
    cells.is_partial = bool(split.left_out)
    cells.used |= {header.index for header in (*split.columns, *split.left_out)}
    if split.columns:
        cells.columns["segment"] = " + ".join(header.name for header in split.columns)
    else:
        cells.columns.pop("segment", None)


def _months_in_columns(sheet: Sheet, issue_log: IssueLog) -> CellTable | None:
    label_column = _label_column(sheet)
    keys = [sheet.at(row, label_column) if label_column else "" for row in sheet.block.rows]
    split = _split(sheet, list(filled_down(keys)), issue_log)
    if split is None:
        return None
    cells = CellTable("wide", {"period": sheet.months[0].name})
    if label_column:
        cells.columns["metric"] = label_column.name
        cells.used.add(label_column.index)
    if "unit" in sheet.roles:
        cells.columns["unit"] = sheet.roles["unit"].name
    cells.used |= {header.index for header in (*sheet.months, *sheet.roles.values())}
    _use(cells, split, sheet)
    _leave_spans_out(cells, sheet, issue_log)
    for row, label, segment in zip(sheet.block.rows, filled_down(keys), split.texts, strict=True):
        if plain(label) in TOTALS or any(plain(cell) in TOTALS for cell in row.filled()[:1]):
            issue_log.skip_row(row.line, "total_row", row.cells)
            continue
        filled = [month for month in sheet.months if sheet.at(row, month)]
        if not filled:
            issue_log.skip_row(row.line, "empty_row", row.cells)
        for month in filled:
            name, unit = _label(label or None, sheet, row, month)
            text = sheet.at(row, month)
            cells.add(
                row.line, month, name, month.text, text,
                segment=segment, unit=unit, is_target=row.line in sheet.target_lines,
            )  # fmt: skip
    return cells


def _leave_spans_out(cells: CellTable, sheet: Sheet, issue_log: IssueLog) -> None:
    """Name the columns of a span without a date among months or quarters: ``YTD``, a year."""
    spans = [
        header
        for header in sheet.headers
        if header.index not in cells.used and _SPAN.fullmatch(plain(header.text))
    ]
    if spans:
        issue_log.warn("longer_period", LONGER, names=", ".join(header.name for header in spans))
        cells.used |= {header.index for header in spans}


def _label_column(sheet: Sheet) -> Header | None:
    """Return the column that names metrics in a table with months in columns."""
    label = sheet.roles.get("metric")
    if label is None:
        taken = {header.index for header in (*sheet.roles.values(), *sheet.months)}
        columns = free_columns(sheet, taken | flags(sheet))
        texts = (h for h in columns if content_of(sheet.block.rows, h.index).numbers < 0.5)
        label = next(texts, None)
    return label or sheet.roles.pop("segment", None)


def _metrics_in_columns(sheet: Sheet, issue_log: IssueLog) -> CellTable | None:
    if "segment" not in sheet.roles and "metric" in sheet.roles:
        sheet.roles["segment"] = sheet.roles.pop("metric")
    measures = measures_of(sheet, issue_log)
    if "value" in sheet.roles:
        measures = sorted({*measures, sheet.roles["value"]}, key=lambda header: header.index)
    if not measures:
        ask_column(sheet, "value", issue_log)
        return None
    keys = [period_text(sheet, row) for row in sheet.block.rows]
    split = _split(sheet, keys, issue_log)
    if split is None:
        return None
    splitting = {header.index for header in (*split.columns, *split.left_out)}
    measures = [header for header in measures if header.index not in splitting]
    cells = CellTable("wide", {"period": sheet.roles["period"].name})
    cells.columns["value"] = " | ".join(header.name for header in measures)
    _use(cells, split, sheet)
    cells.used |= {header.index for header in (sheet.roles["period"], *measures)}
    cells.used |= {header.index + 1 for header in measures if flag_after(sheet, header)}
    targets = targets_of(measures)
    for row, period, segment in zip(sheet.block.rows, keys, split.texts, strict=True):
        reason = _why_aside(row, period, is_first=not cells.rows)
        if reason:
            issue_log.skip_row(row.line, reason, row.cells)
            continue
        for header in measures:
            base = targets.get(header.index, header).text if sheet.block.has_header else None
            cells.add(
                row.line, header, base, period, _unflagged(sheet, row, header),
                segment=segment, unit=header.unit,
                is_target=header.index in targets or row.line in sheet.target_lines,
            )  # fmt: skip
    return cells


def _why_aside(row: TextRow, period: str, *, is_first: bool) -> str | None:
    """Return why a row is no data: a total, or a description above the first period."""
    if _is_total(row, period, ""):
        return "total_row"
    is_date = parse_period(period) is not None or is_slashed(period)
    return "metadata_row" if is_first and period and not is_date else None


def _unflagged(sheet: Sheet, row: TextRow, header: Header) -> str:
    """Return a value, or nothing where the flag beside it says that it is missing."""
    flag = flag_after(sheet, header)
    is_missing = flag is not None and _is_flagged_missing(sheet.at(row, flag))
    return "" if is_missing else sheet.at(row, header)


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


def _is_total(row: TextRow, period: str, label: str) -> bool:
    if plain(label) in TOTALS or plain(period) in TOTALS:
        return True
    if parse_period(period) is not None:
        return False
    return any(plain(cell) in TOTALS for cell in row.filled())


def _is_flagged_missing(flag: str) -> bool:
    return flag.strip().casefold() in {"o", "missing", "manquant", "manquante"}
