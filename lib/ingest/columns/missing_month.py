"""The month of a table that names none: from its sheet, its title, its file, or asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lib.domain.periods import add_months, month_key
from lib.i18n.translate import N_
from lib.ingest.columns.columns import Content, content_of, match_roles
from lib.ingest.columns.contracts import contract_of
from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import headers_of
from lib.ingest.text.periods import parse_period

MONTH = "month"
"""Header of the column that is added."""
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_MOST_OPTIONS = 4


def lacks_month(block: Block, issue_log: IssueLog) -> bool:
    """Whether a table holds metrics and values, or figures on a sheet of a month, and no month."""
    headers = headers_of(block.header)
    if not block.has_header or not block.rows:
        return False
    if any(parse_period(header.text) for header in headers):
        return False
    roles = match_roles(headers, block.rows, contract_of("metric_value"), issue_log)
    if "period" in roles:
        return False
    contents = [content_of(block.rows, header.index) for header in headers if header.text]
    has_numbers = any(content.filled and content.numbers >= 0.5 for content in contents)
    if {"metric", "value"} <= roles.keys() or (len(block.rows) == 1 and _are_numbers(contents)):
        return has_numbers
    return has_numbers and month_in(block.sheet or "") is not None


def with_month(block: Block, issue_log: IssueLog, name: str) -> Block | None:
    """Return a table with a column of its month; None while the month is asked for.

    The name of a sheet is taken, with a remark; other names are offered as answers, since a file is
    often named by the day of its export.
    """
    month = month_in(block.sheet or "")
    if month is None:
        month = _asked_month(block, issue_log, name)
    else:
        issue_log.warn(
            "month_of_sheet",
            N_("No column holds the month: {period} is taken from the name of the sheet “{name}”."),
            period=month,
            name=block.sheet,
        )
    if month is None:
        return None
    width, text = block.width, month_key(month)
    rows = [TextRow(row.line, (*(*row.cells, *[""] * width)[:width], text)) for row in block.rows]
    cells = block.header_cells + 1 if block.header_cells else 0
    return replace(block, header=(*block.header, MONTH), rows=rows, header_cells=cells)


def month_in(text: str) -> date | None:
    """Return the one month that a name tells: ``Oct 2026``, ``kpi_2026-10``; a day tells none."""
    months = set(_months_in(_WORDS.findall(text)))
    return months.pop() if len(months) == 1 else None


def _months_in(words: Sequence[str]) -> Iterator[date]:
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            period = parse_period(" ".join(words[at : at + length]).replace(" ", _joint(words[at])))
            if (
                period
                and len(words[at : at + length]) == length
                and period.grain in {"day", "month"}
            ):
                if period.grain == "month":
                    yield period.start
                at += length
                break
        else:
            at += 1


def _joint(word: str) -> str:
    return "-" if word.isdigit() else " "


def _are_numbers(contents: Sequence[Content]) -> bool:
    return len(contents) > 1 and all(content.numbers >= 1.0 for content in contents)


def _asked_month(block: Block, issue_log: IssueLog, name: str) -> date | None:
    titles = [" ".join(row.filled()) for row in block.rows_above()]
    latest = add_months(issue_log.options.today.replace(day=1), -1)
    guesses = [month_in(text) for text in (*titles, name)]
    options = dict.fromkeys(
        month_key(month)
        for month in (*guesses, latest, add_months(latest, 1), add_months(latest, -1))
        if month
    )
    answer = issue_log.ask(
        "month",
        list(options)[:_MOST_OPTIONS],
        N_("No column holds the month: which month are these figures of?"),
        is_open=True,
        accepts=lambda text: _month(text) is not None,
    )
    return _month(answer) if answer else None


def _month(text: str) -> date | None:
    period = parse_period(text.strip())
    return period.start if period and period.grain == "month" else None
