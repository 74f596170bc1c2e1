"""Months that a table tells in an unusual way: year and month in two columns, days without a year.

The rows are rewritten with whole dates, so that the rest of the importer knows one way only.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from lib.i18n.translate import N_
from lib.ingest.columns.period_texts import (
    is_readable,
    settle_texts,
    texts_of,
)
from lib.ingest.files.layout import Block, years_by_column
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, headers_of, plain, visible
from lib.ingest.text.periods import day_without_year, month_number, parse_period

_YEARS = re.compile(r"(\w+ )?(year|annee|an|yr|exercice)( \w+)?|yyyy")
_MONTHS = re.compile(r"(\w+ )?(month|mois|mm)( (num|number|no|name|nom|numero|n))?|(num|no|n) mois")
_REDUNDANT = re.compile(
    r"(\w+ )?(year|annee|an|yr|month|mois|quarter|trimestre|semester|semestre|week|semaine)"
    r"( (num|number|no|name|nom|numero|n))?"
)
_PART_OF_YEAR = re.compile(r"[tqsh][1-4]")
_STATED_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
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
    block = settle_texts(_with_years_above(block), issue_log)
    headers = headers_of(block.header)
    year = next(
        (h for h in headers if _YEARS.fullmatch(h.plain) and is_readable(block, h, _year)), None
    )
    month = next(
        (
            header
            for header in headers
            if header is not year
            and _MONTHS.fullmatch(header.plain)
            and is_readable(block, header, month_number)
        ),
        None,
    )
    dated = [header for header in headers if is_readable(block, header, _month)]
    if dated:
        extra = [
            header
            for header in headers
            if header not in dated
            and _REDUNDANT.fullmatch(header.plain)
            and _repeats(block, header, dated[0])
        ]
        _tell_dropped(extra, dated[0], issue_log)
        return _blanked(block, extra)
    if year and month:
        return _joined(block, year, month)
    return _with_years(block, headers, issue_log, name)


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
        for text, day in zip(texts_of(block, header), texts_of(block, dated), strict=True)
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


def _blanked(block: Block, headers: Sequence[Header]) -> Block:
    empty = {header.index: "" for header in headers}
    return block.rewritten([empty] * len(block.rows), empty) if headers else block


def _tell_dropped(headers: Sequence[Header], dated: Header, issue_log: IssueLog) -> None:
    if headers:
        issue_log.warn(
            "calendar_column",
            N_(
                "Columns that only repeat a part of the dates are not loaded: {names} "
                "(dates: {dates})."
            ),
            names=", ".join(header.name for header in headers),
            dates=dated.name,
        )


def _with_years_above(block: Block) -> Block:
    """Complete months without a year by the row of years right above them."""
    above = block.rows_above()
    years = years_by_column(above[-1].cells, block.width) if above else {}
    dated: dict[int, str] = {}
    for column, year in years.items():
        text = visible(block.header[column])
        month = month_number(text)
        if month is not None:
            dated[column] = f"{year}-{month:02}"
        elif _PART_OF_YEAR.fullmatch(plain(text)):
            dated[column] = f"{text} {year}"
    if sum(text[:4].isdigit() for text in dated.values()) < 2:
        return block
    block.notes = [(row, code) for row, code in block.notes if row is not above[-1]]
    return block.rewritten([{}] * len(block.rows), dated)


def _joined(block: Block, year: Header, month: Header) -> Block:
    cells = []
    for year_text, month_text in zip(texts_of(block, year), texts_of(block, month), strict=True):
        number = month_number(month_text)
        whole = f"{_year(year_text)}-{number:02}" if _year(year_text) and number else None
        cells.append({year.index: "", month.index: whole or f"{year_text} {month_text}".strip()})
    return block.rewritten(cells, {year.index: "", month.index: "month"})


def _with_years(block: Block, headers: Sequence[Header], issue_log: IssueLog, name: str) -> Block:
    """Complete days and months without a year, in a column or in the headers."""
    column = next(
        (header for header in headers if is_readable(block, header, day_without_year)), None
    )
    across = [header for header in headers if day_without_year(header.text)]
    if column is not None:
        texts = texts_of(block, column)
    elif len(across) >= 2:
        texts = [header.text for header in across]
    else:
        return block
    latest = _year_of_sheet(block, issue_log)
    if latest is None:
        names = f"{name} {_title(block)}"
        latest = _asked_year(texts, issue_log, names, column.name if column else across[0].name)
    if latest is None:
        return block
    dates = _dated(texts, latest)
    if column is None:
        dated_headers = {header.index: dates[header.text] for header in across}
        return block.rewritten([{}] * len(block.rows), dated_headers)
    cells = [{column.index: dates.get(text, text)} for text in texts]
    return block.rewritten(cells, {})


def _title(block: Block) -> str:
    """Return what is written above the table, and the name of its sheet."""
    cells = (cell for row in block.rows_above() for cell in row.filled())
    return " ".join([block.sheet or "", *cells])


def _year_of_sheet(block: Block, issue_log: IssueLog) -> int | None:
    """Return the year that the name of a sheet tells, if it tells one."""
    years = set(_STATED_YEAR.findall(block.sheet or ""))
    if len(years) != 1:
        return None
    year = int(years.pop())
    issue_log.warn(
        "year_of_sheet",
        N_("The months of the sheet “{name}” have no year: {year} is taken from its name."),
        name=block.sheet,
        year=str(year),
    )
    return year


def _asked_year(texts: Sequence[str], issue_log: IssueLog, name: str, column: str) -> int | None:
    this = issue_log.options.today.year
    stated = [int(year) for year in _STATED_YEAR.findall(name)]
    options = dict.fromkeys((*stated[:1], this, this - 1, this + 1, this - 2))
    answer = issue_log.ask(
        "year",
        [str(year) for year in options][:_MOST_YEARS],
        N_(
            "“{text}” in column “{column}” has no year: which year is the latest of these dates in?"
        ),
        is_open=True,
        accepts=lambda text: _year(text.strip()) is not None,
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
