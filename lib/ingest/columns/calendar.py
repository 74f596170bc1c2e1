"""Months that a table tells in an unusual way: year and month in two columns, days without a year.

The rows are rewritten with whole dates, so that the rest of the importer knows one way only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from lib.i18n.translate import N_
from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, headers_of, visible
from lib.ingest.text.periods import day_without_year, month_number, parse_period

_YEARS = re.compile(r"(\w+ )?(year|annee|an|yr|exercice)( \w+)?|yyyy")
_MONTHS = re.compile(r"(\w+ )?(month|mois|mm)( (num|number|no|name|nom|numero|n))?|(num|no|n) mois")
_REDUNDANT = re.compile(
    r"(\w+ )?(year|annee|an|yr|month|mois|quarter|trimestre|semester|semestre|week|semaine)"
    r"( (num|number|no|name|nom|numero|n))?"
)
_MOST_YEARS = 4


def settle_calendar(block: Block, issue_log: IssueLog, name: str) -> Block:
    """Return a table whose periods are whole; asks for a year that nothing tells.

    Parameters
    ----------
    block
        A table as laid out.
    issue_log
        Where the question goes.
    name
        Name of the file, which may tell the year.
    """
    if not block.has_header or not block.rows:
        return block
    headers = headers_of(block.header)
    year = next((h for h in headers if _YEARS.fullmatch(h.plain) and _all(block, h, _year)), None)
    month = next(
        (
            header
            for header in headers
            if header is not year
            and _MONTHS.fullmatch(header.plain)
            and _all(block, header, month_number)
        ),
        None,
    )
    dated = [header for header in headers if _all(block, header, _month)]
    if dated:
        extra = [
            header
            for header in headers
            if header not in dated
            and _REDUNDANT.fullmatch(header.plain)
            and _repeats(block, header, dated[0])
        ]
        return _blanked(block, extra)
    if year and month:
        return _joined(block, year, month)
    return _with_years(block, headers, issue_log, name)


def _texts(block: Block, header: Header) -> list[str]:
    at = header.index
    return [visible(row.cells[at]) if at < len(row.cells) else "" for row in block.rows]


def _all(block: Block, header: Header, read: Callable[[str], object]) -> bool:
    """Whether every filled cell of a column can be read, totals below aside."""
    texts = [text for text in _texts(block, header) if text]
    return bool(texts) and sum(read(text) is not None for text in texts) >= 0.9 * len(texts)


def _year(text: str) -> int | None:
    match = re.fullmatch(r"((?:19|20)\d{2})(\.0)?", text)
    return int(match[1]) if match else None


def _month(text: str) -> date | None:
    period = parse_period(text)
    return period.month if period and period.grain in {"day", "week", "month"} else None


def _repeats(block: Block, header: Header, dated: Header) -> bool:
    """Whether a column only repeats a part of the dates: their year, month or quarter."""
    pairs = [
        (text, _month(day))
        for text, day in zip(_texts(block, header), _texts(block, dated), strict=True)
        if text
    ]
    parts: tuple[Callable[[str, date], bool], ...] = (
        lambda text, day: _year(text) == day.year,
        lambda text, day: month_number(text) == day.month,
        lambda text, day: text.upper().lstrip("QT") == str((day.month + 2) // 3),
    )
    return bool(pairs) and any(
        all(day is not None and part(text, day) for text, day in pairs) for part in parts
    )


def _rewritten(block: Block, cells: Sequence[dict[int, str]], header: dict[int, str]) -> Block:
    rows = [
        TextRow(row.line, tuple(new.get(at, cell) for at, cell in enumerate(row.cells)))
        for row, new in zip(block.rows, cells, strict=True)
    ]
    names = tuple(header.get(at, cell) for at, cell in enumerate(block.header))
    return replace(block, header=names, rows=rows)


def _blanked(block: Block, headers: Sequence[Header]) -> Block:
    empty = {header.index: "" for header in headers}
    return _rewritten(block, [empty] * len(block.rows), empty) if headers else block


def _joined(block: Block, year: Header, month: Header) -> Block:
    cells = []
    for year_text, month_text in zip(_texts(block, year), _texts(block, month), strict=True):
        number = month_number(month_text)
        whole = f"{_year(year_text)}-{number:02}" if _year(year_text) and number else None
        cells.append({year.index: "", month.index: whole or f"{year_text} {month_text}".strip()})
    return _rewritten(block, cells, {year.index: "", month.index: "month"})


def _with_years(block: Block, headers: Sequence[Header], issue_log: IssueLog, name: str) -> Block:
    """Complete days and months without a year, in a column or in the headers."""
    column = next((header for header in headers if _all(block, header, day_without_year)), None)
    across = [header for header in headers if day_without_year(header.text)]
    if column is not None:
        texts = _texts(block, column)
    elif len(across) >= 2:
        texts = [header.text for header in across]
    else:
        return block
    latest = _asked_year(texts, issue_log, name, column.name if column else across[0].name)
    if latest is None:
        return block
    dates = _dated(texts, latest)
    if column is None:
        dated_headers = {header.index: dates[header.text] for header in across}
        return _rewritten(block, [{}] * len(block.rows), dated_headers)
    cells = [{column.index: dates.get(text, text)} for text in texts]
    return _rewritten(block, cells, {})


def _asked_year(texts: Sequence[str], issue_log: IssueLog, name: str, column: str) -> int | None:
    this = issue_log.options.today.year
    stated = [int(year) for year in re.findall(r"(?<!\d)20\d{2}(?!\d)", name)]
    options = dict.fromkeys((*stated[:1], this, this - 1, this + 1, this - 2))
    answer = issue_log.ask(
        "year",
        [str(year) for year in options][:_MOST_YEARS],
        N_(
            "“{text}” in column “{column}” has no year: which year is the latest of these dates in?"
        ),
        is_open=True,
        text=next(text for text in texts if day_without_year(text)),
        column=column,
    )
    return _year(answer.strip()) if answer else None


def _dated(texts: Sequence[str], latest: int) -> dict[str, str]:
    """Return each text as a date; where the months start again, a year begins."""
    distinct = [text for text in dict.fromkeys(texts) if day_without_year(text)]
    days = [day_without_year(text) or (1, None) for text in distinct]
    months = [month for month, _ in days]
    falls = [at for at in range(1, len(months)) if months[at] < months[at - 1]]
    year = latest - len(falls) if len(falls) == 1 else latest
    dates = {}
    for at, (text, (month, day)) in enumerate(zip(distinct, days, strict=True)):
        if len(falls) == 1 and at in falls:
            year += 1
        dates[text] = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return dates
