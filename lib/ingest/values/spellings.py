"""Cells that say a number in another way: durations, and values below a limit.

The rows are rewritten with plain numbers, so that the rest of the importer knows one way only.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from lib.i18n.translate import N_
from lib.ingest.columns.columns import is_missing
from lib.ingest.columns.period_texts import texts_of
from lib.ingest.files.layout import Block, is_number
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, headers_of
from lib.ingest.text.periods import parse_period

_DURATION = re.compile(r"(?:(\d{1,4}) days?,? )?(\d{1,5}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?")
_BELOW = re.compile(r"<\s*(\d+(?:[.,]\d{1,2})?)\s*(%?)")
_TIMES_OF_DAY = frozenset(
    ["time", "heure", "hour", "timestamp", "datetime", "horodatage", "start time", "end time",
     "heure de debut", "heure de fin"]
)  # fmt: skip
HALF, LIMIT, MISSING = "half", "limit", "missing"


def settle_spellings(block: Block, issue_log: IssueLog) -> Block:
    """Return a table whose durations are seconds and whose values below a limit are settled.

    Parameters
    ----------
    block
        A table as laid out.
    issue_log
        Where it is asked what ``<1`` counts as, and whether ``12:30`` is hours or minutes.
    """
    if not block.rows:
        return block
    headers = headers_of(block.header)
    columns = [texts_of(block, header) for header in headers]
    rewritten: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for header, texts in zip(headers, columns, strict=True):
        if any(_BELOW.fullmatch(text) for text in texts) and _is_numeric(texts):
            rewritten[header.index] = texts = _without_limits(texts, header, issue_log)
        seconds = _seconds(texts, header, issue_log)
        if seconds is not None:
            rewritten[header.index], names[header.index] = seconds
    if not rewritten:
        return block
    cells = [{at: new[n] for at, new in rewritten.items()} for n in range(len(block.rows))]
    return block.rewritten(cells, names)


def _is_numeric(texts: Sequence[str]) -> bool:
    """Whether each filled cell of a column is a number, or one below a limit."""
    return all(is_missing(text) or is_number(text) or _BELOW.fullmatch(text) for text in texts)


def _without_limits(texts: Sequence[str], header: Header, issue_log: IssueLog) -> list[str]:
    """Return a column whose values below a limit count as answered; missing until then."""
    example = next(text for text in texts if _BELOW.fullmatch(text))
    answer = issue_log.ask(
        "below_limit",
        (HALF, LIMIT, MISSING),
        N_(
            "“{text}” in column “{column}” is a value below a limit. Does it count as half of the "
            "limit, as the limit, or as missing?"
        ),
        text=example,
        column=header.name,
    )
    return [_settled(text, answer) for text in texts]


def _settled(text: str, answer: str | None) -> str:
    match = _BELOW.fullmatch(text)
    if match is None:
        return text
    limit, sign = match[1], match[2]
    if answer == LIMIT:
        return f"{limit}{sign}"
    if answer != HALF:
        return ""
    half = (Decimal(limit.replace(",", ".")) / 2).as_tuple()
    digits = "".join(map(str, half.digits))
    return f"{digits}e{half.exponent}{sign}"  # without a decimal mark, which the column decides


def _seconds(
    texts: Sequence[str], header: Header, issue_log: IssueLog
) -> tuple[list[str], str] | None:
    """Return a column of durations in seconds and its header; None for another column.

    A column that holds other numbers too keeps its header: its durations bear their unit.
    """
    matches = [_DURATION.fullmatch(text) for text in texts]
    durations = [match for match in matches if match]
    if not durations or header.plain in _TIMES_OF_DAY:
        return None
    others = [text for text, match in zip(texts, matches, strict=True) if not match]
    if not all(is_missing(text) or is_number(text) for text in others):
        return None
    first_unit = 3600
    if any(match[4] is None for match in durations):
        answer = _asked_unit(durations, header, issue_log)
        first_unit = 60 if answer == "minutes" else 3600
    is_whole = all(map(is_missing, others)) and parse_period(header.text) is None
    sign = "" if is_whole else " s"
    cells = [
        text if match is None else f"{_in_seconds(match, first_unit)}{sign}"
        for text, match in zip(texts, matches, strict=True)
    ]
    name = header.text if header.unit or not is_whole else f"{header.text} (s)"
    return cells, name


def _asked_unit(
    matches: Sequence[re.Match[str]], header: Header, issue_log: IssueLog
) -> str | None:
    return issue_log.ask(
        "duration",
        ("minutes", "hours"),
        N_("“{text}” in column “{column}”: are these minutes and seconds, or hours and minutes?"),
        subject=header.name,
        text=next(match[0] for match in matches if match[4] is None),
        column=header.name,
    )


def _in_seconds(match: re.Match[str], first_unit: int) -> int:
    days, first, second, third = (int(part or 0) for part in match.groups())
    if match[4] is not None:
        return 86_400 * days + 3_600 * first + 60 * second + third
    return 86_400 * days + first_unit * first + first_unit // 60 * second
