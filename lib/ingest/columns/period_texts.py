"""Periods in short or unusual writings, rewritten as months: serials, ``01/26``, ``FY26 P01``.

What a text means is decided for a whole column, or for the headers together.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise

from lib.domain.periods import add_months, month_key
from lib.i18n.translate import N_
from lib.ingest.columns.instants import begins_with_instant, local_days
from lib.ingest.files.layout import Block, is_serial_header
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, headers_of, plain, visible
from lib.ingest.text.periods import parse_period, parse_serial

_DATE_WORDS = frozenset(
    ["date", "day", "jour", "week", "semaine", "month", "mois", "period", "periode", "time"]
)
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{2})")
_FISCAL_YEAR = (
    r"(?:fy|fiscal year|financial year|exercice|ex)\s?"
    r"(?:(?:\d{{4}}|\d{{2}})\s)?(?P<{}>\d{{4}}|\d{{2}})"
)
_PART = r"(?P<{}>p|m|q|t|period|periode|month|mois|quarter|trimestre)\s?0?(?P<{}>\d{{1,2}})"
_FISCAL = re.compile(
    "|".join(
        (
            _FISCAL_YEAR.format("y1") + r"(?:\s?" + _PART.format("k1", "n1") + ")?",
            _PART.format("k2", "n2") + r"\s?" + _FISCAL_YEAR.format("y2"),
            r"(?P<y3>\d{4})\s?(?P<k3>p|period|periode)\s?0?(?P<n3>\d{1,2})",
            r"(?P<k4>p|period|periode)\s?0?(?P<n4>\d{1,2})\s(?P<y4>\d{4})",
        )
    )
)
_QUARTERS = frozenset({"q", "t", "quarter", "trimestre"})
_MONTHS_OF_YEAR = 12
_STARTS = ("1", "4", "7", "10", "2", "3", "5", "6", "8", "9", "11", "12")
_ENOUGH = 0.9
"""Share of the texts of a column that must be understood; the others are totals below it."""
_FIRST, _LIKELY = 100, 0.5
"""Cells that are read first, and the share of them below which the others are not."""
_YEARS_BACK, _YEARS_AHEAD = 15, 2


def settle_texts(block: Block, issue_log: IssueLog) -> Block:
    """Return a table whose periods are written out; asks for the start of a fiscal year."""
    headers = headers_of(block.header)
    block = _with_days(block, headers, issue_log)
    if is_serial_header([cell for cell in block.header if cell.strip()]):
        days = {header.index: _day(header.text) for header in headers}
        return _with_header(block, {at: day for at, day in days.items() if day})
    if any(is_readable(block, header, parse_period) for header in headers):
        return block
    for header in headers:
        months = _months_of(block, header, issue_log)
        if months:
            return _with_column(block, header, months)
    across = [header.text for header in headers if header.text]
    if sum(parse_period(text) is not None for text in across) > 1:
        return block
    short = [text for text in across if _SHORT.fullmatch(text)]
    fiscal = [text for text in across if _fiscal_parts(text)]
    months = {}
    if len(short) > 1:
        months = short_months(short, issue_log.options.today)
    elif len(fiscal) > 1:
        months = _fiscal_months(fiscal, across[0], issue_log)
    return _with_header(
        block, {header.index: months[header.text] for header in headers if header.text in months}
    )


def _with_days(block: Block, headers: Sequence[Header], issue_log: IssueLog) -> Block:
    """Return a table with days in place of instants."""
    for header in headers:
        if begins_with_instant(texts_of(block, header, _FIRST)):
            days = local_days(texts_of(block, header), header.name, issue_log)
            block = _with_column(block, header, days) if days else block
    return block


def _months_of(block: Block, header: Header, issue_log: IssueLog) -> Mapping[str, str]:
    """Return what the texts of a column mean as months; nothing where it holds no periods."""
    is_date = bool(_DATE_WORDS & set(header.plain.split()))
    if is_date and is_readable(block, header, parse_serial):
        return {text: day for text in texts_of(block, header) if (day := _day(text))}
    if is_readable(block, header, _fiscal_parts):
        texts = [text for text in texts_of(block, header) if text]
        return _fiscal_months(texts, header.name, issue_log)
    if is_readable(block, header, _SHORT.fullmatch):
        texts = [text for text in texts_of(block, header) if text]
        if is_date or all("/" in text for text in texts):
            return short_months(texts, issue_log.options.today)
    return {}


def short_months(texts: Sequence[str], today: date) -> dict[str, str]:
    """Return months written ``01/26`` or ``26-01``; nothing where they may be days of a month.

    Months follow one another by one or by three; days without a year do not.
    """
    matches = {text: match for text in texts if (match := _SHORT.fullmatch(text))}
    for month_first in (True, False):
        months: dict[str, date] = {}
        for text, match in matches.items():
            first, second = int(match[1]), int(match[2])
            month, year = (first, second) if month_first else (second, first)
            is_year = month_first or len(match[1]) > 1
            if not (is_year and 1 <= month <= _MONTHS_OF_YEAR):
                break
            months[text] = date(2000 + year, month, 1)
        if len(months) == len(matches) and _is_plausible(months.values(), today):
            return {text: month_key(month) for text, month in months.items()}
    return {}


def _is_plausible(months: Collection[date], today: date) -> bool:
    ordered = sorted(set(months))
    steps = {
        (after.year - month.year) * _MONTHS_OF_YEAR + after.month - month.month
        for month, after in pairwise(ordered)
    }
    is_near = today.year - _YEARS_BACK <= ordered[0].year and (
        ordered[-1].year <= today.year + _YEARS_AHEAD
    )
    return is_near and (steps <= {1} or steps <= {3})


def _fiscal_parts(text: str) -> tuple[int, bool, int | None] | None:
    """Return fiscal year, whether its part is a quarter, and the number of that part or None."""
    match = _FISCAL.fullmatch(plain(text))
    if match is None:
        return None
    year = next(int(match[name]) for name in ("y1", "y2", "y3", "y4") if match[name])
    kind = next((match[name] for name in ("k1", "k2", "k3", "k4") if match[name]), "")
    number = next((int(match[name]) for name in ("n1", "n2", "n3", "n4") if match[name]), None)
    most = 4 if kind in _QUARTERS else _MONTHS_OF_YEAR
    if number is not None and not 1 <= number <= most:
        return None
    return (year + 2000 if year < 100 else year), kind in _QUARTERS, number


def _fiscal_months(texts: Sequence[str], column: str, issue_log: IssueLog) -> dict[str, str]:
    parts = {text: part for text in texts if (part := _fiscal_parts(text))}
    example = next(iter(parts))
    answer = issue_log.ask(
        "fiscal_start",
        _STARTS,
        N_(
            "“{text}” in column “{column}” is a fiscal period: in which month does the fiscal year "
            "begin? One that does not begin in January bears the year in which it ends."
        ),
        text=example,
        column=column,
    )
    if answer is None:
        return {}
    start = int(answer)
    has_parts = any(number is not None for _, _, number in parts.values())
    months: dict[str, str] = {}
    for text, (year, is_quarter, number) in parts.items():
        first = date(year if start == 1 else year - 1, start, 1)
        if number is None:
            last = month_key(add_months(first, 11))
            months[text] = f"year {text}" if has_parts else last
        elif is_quarter:
            months[text] = _quarter(add_months(first, 3 * (number - 1)))
        else:
            months[text] = month_key(add_months(first, number - 1))
    issue_log.warn(
        "fiscal_period",
        N_("Fiscal periods are read as calendar months: “{text}” is {month}."),
        text=example,
        month=months[example],
    )
    return months


def _quarter(first: date) -> str:
    """Return a quarter, or the last month of one that is no quarter of the calendar."""
    if first.month % 3 == 1:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return month_key(add_months(first, 2))


def _day(text: str) -> str | None:
    period = parse_serial(text)
    return period.start.isoformat() if period else None


def texts_of(block: Block, header: Header, most: int | None = None) -> list[str]:
    """Return the cells of a column as they are seen, those of the first rows if so wished."""
    at = header.index
    return [visible(row.cells[at]) if at < len(row.cells) else "" for row in block.rows[:most]]


def is_readable(block: Block, header: Header, read: Callable[[str], object]) -> bool:
    """Whether the filled cells of a column can be read, totals below aside."""
    if _share(texts_of(block, header, _FIRST), read) < _LIKELY:
        return False
    return _share(texts_of(block, header), read) >= _ENOUGH


def _share(texts: Sequence[str], read: Callable[[str], object]) -> float:
    filled = [text for text in texts if text]
    return sum(read(text) is not None for text in filled) / len(filled) if filled else 0.0


def _with_header(block: Block, names: Mapping[int, str]) -> Block:
    return block.rewritten([{}] * len(block.rows), names) if names else block


def _with_column(block: Block, header: Header, months: Mapping[str, str]) -> Block:
    texts = texts_of(block, header)
    return block.rewritten(
        [{header.index: months[text]} if text in months else {} for text in texts]
    )
