"""Months and days as exports write them, by a strict grammar; anything else is not a date.

``03/04/2026`` has two readings: the order of day and month is an argument, decided for a whole
column by evidence (:func:`day_order`) or asked.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

Order = Literal["dmy", "mdy"]
Grain = Literal["day", "week", "month", "quarter", "half", "year"]

_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
_TIME = re.compile(r"[t ,]+\d{1,2}(:|h)\d{2}.*$")
_NTH = re.compile(r"\d{1,2}(er|st|nd|rd|th)\b")
_QUARTER = re.compile(
    r"(?P<y1>\d{4})[- /]?[tq](?P<q1>[1-4])|[tq](?P<q2>[1-4])[- /]?(?P<y2>\d{4}|\d{2})"
    r"|(?P<q3>[1-4])(er|e|eme|st|nd|rd|th)? (trimestre|quarter) (?P<y3>\d{4})"
    r"|(?P<q4>[1-4])[tq](?P<y4>\d{4}|\d{2})"
)
_HALF = re.compile(r"(?P<y1>\d{4})[- /]?[sh](?P<h1>[12])|[sh](?P<h2>[12])[- /]?(?P<y2>\d{4}|\d{2})")
_WEEK = re.compile(r"(\d{4})-?[ws](\d{1,2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/ ]?m?[-/ ]?(0[1-9]|1[0-2]|(?<=\D)[1-9])")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SPAN = re.compile(r"(19|20)\d{2}|[tqsh][1-4](\d{2}|\d{4})?|[1-4][tq]\d{2,4}|fy\d{2,4}|\d{6}")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_PLAIN_NUMBER = re.compile(r"-?(\d{1,3}|\d+,\d+|\d+\.\d{1,3})", re.ASCII)
"""Numbers that are no period in any reading; most cells are such."""
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or the first day of a longer period, with its length."""

    start: date
    grain: Grain

    @property
    def month(self) -> date:
        """First day of the month that the period ends in."""
        if self.grain == "quarter":
            return date(self.start.year, self.start.month + 2, 1)
        if self.grain == "half":
            return date(self.start.year, self.start.month + 5, 1)
        if self.grain == "year":
            return date(self.start.year, 12, 1)
        return self.start.replace(day=1)


@lru_cache(maxsize=50_000)
def parse_period(text: str, order: Order = "dmy") -> Period | None:
    """Return the period a text names, or None when it names none."""
    if _PLAIN_NUMBER.fullmatch(text):
        return None
    clean = _clean(text)
    if not clean or not any(sign.isdigit() for sign in clean):
        return None
    for read in (_quarter, _half, _week, _numbers, _compact):
        period = read(clean)
        if period:
            return period
    return _slashed(clean, order) or _month_name(clean)


def day_order(texts: Iterable[str]) -> Order | Literal["unsure", "none", "both"]:
    """Tell whether days come before months in a column, by a part greater than twelve.

    Returns
    -------
    str
        ``dmy`` or ``mdy``; ``unsure`` when both read every text and differ; ``both`` when some
        texts prove the one and some the other; ``none`` when it does not matter.
    """
    day_first = month_first = differs = False
    for text in texts:
        match = _NUMERIC.fullmatch(_clean(text))
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        day_first = day_first or first > 12 >= second
        month_first = month_first or second > 12 >= first
        differs = differs or first != second
    if day_first and month_first:
        return "both"
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    return "unsure" if differs else "none"


def is_slashed(text: str) -> bool:
    """Whether a text is written as day and month in figures, in one order or the other."""
    return _NUMERIC.fullmatch(_clean(text)) is not None


def parse_serial(text: str) -> Period | None:
    """Return the day of a spreadsheet's serial number, 1990 to 2079."""
    if not re.fullmatch(r"[3-6]\d{4}(\.\d+)?", text.strip()):
        return None
    return Period(_EPOCH + timedelta(days=int(float(text))), "day")


def _clean(text: str) -> str:
    if text.isascii():
        text = text.strip().lower()
    else:
        text = unicodedata.normalize("NFKD", text.strip()).casefold()
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.split(r"\s*(?:→|->|\.\.\.)\s*", text, maxsplit=1)[0]
    text = re.sub(r"[\s\u200b\ufeff]+", " ", text).strip(" .'\"")
    return _TIME.sub("", text)


def _period(year: str, month: int, day: int, grain: Grain) -> Period | None:
    """Return a period; a year of two figures is of this century or the last, ``0001`` is none."""
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 70 else 1900
    if not 1900 <= number <= 2100:
        return None
    try:
        return Period(date(number, month, day), grain)
    except ValueError:
        return None


def _quarter(text: str) -> Period | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    quarter = int(match["q1"] or match["q2"] or match["q3"] or match["q4"])
    return _period(year, 3 * quarter - 2, 1, "quarter")


def _half(text: str) -> Period | None:
    match = _HALF.fullmatch(text)
    if match is None:
        return None
    year = match["y1"] or match["y2"]
    return _period(year, 6 * int(match["h1"] or match["h2"]) - 5, 1, "half")


def _week(text: str) -> Period | None:
    match = _WEEK.fullmatch(text)
    if match is None:
        return None
    try:
        return Period(date.fromisocalendar(int(match[1]), int(match[2]), 1), "week")
    except ValueError:
        return None


def _numbers(text: str) -> Period | None:
    match = _ISO.fullmatch(text)
    if match:
        return _period(match[1], int(match[2]), int(match[3]), "day")
    match = _YEAR_MONTH.fullmatch(text)
    if match:
        return _period(match[1], int(match[2]), 1, "month")
    match = _MONTH_YEAR.fullmatch(text)
    if match:
        return _period(match[2], int(match[1]), 1, "month")
    return None


def _compact(text: str) -> Period | None:
    match = _COMPACT_DAY.fullmatch(text)
    if match:
        return _period(match[1], int(match[2]), int(match[3]), "day")
    return _period(text, 1, 1, "year") if _YEAR.fullmatch(text) else None


def _slashed(text: str, order: Order) -> Period | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if order == "dmy" else (second, first)
    return _period(match[3], month, day, "day")


def _month_name(text: str) -> Period | None:
    """Read texts with the name of a month: ``31/janv./26``, ``Wed May 13 2026``, ``mars-26``."""
    words = _WORDS.findall(
        _NTH.sub(lambda match: match[0].rstrip("abcdefghijklmnopqrstuvwxyz"), text)
    )
    months = [_month_names()[word] for word in words if word in _month_names()]
    numbers = [word for word in words if word.isdigit()]
    strangers = [
        word
        for word in words
        if not word.isdigit() and word not in _month_names() and word not in _small_words()
    ]
    if len(months) != 1 or strangers or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 1 and words[0] == numbers[0] and len(numbers[0]) == 2:
        return None  # a day without a year: 01-mars, 28-Sep
    if len(numbers) == 1:
        return _period(numbers[0], months[0], 1, "month") if len(numbers[0]) in {2, 4} else None
    first, second = numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    if len(day) > 2 or len(year) not in {2, 4}:
        return None
    return _period(year, months[0], int(day), "day")


def names_period(text: str) -> bool:
    """Whether a name tells a month, a quarter or a year: it is true of one file only."""
    words = re.findall(r"[^\W_]+", _clean(text))
    return any(
        _SPAN.fullmatch(word) or any(part in _month_names() for part in _WORDS.findall(word))
        for word in words
    )


def month_number(text: str) -> int | None:
    """Return the number of a month written in figures or by its name, without a year."""
    clean = _clean(text)
    if re.fullmatch(r"0?[1-9](\.0)?|1[0-2](\.0)?", clean):
        return int(float(clean))
    return _month_names().get(clean.strip("."))


def day_without_year(text: str) -> tuple[int, int | None] | None:
    """Return month and day of ``01-mars``, month and None of ``mars``; None for other texts."""
    words = _WORDS.findall(_clean(text))
    names = [word for word in words if word in _month_names()]
    days = [word for word in words if word.isdigit()]
    if len(names) != 1 or len(names) + len(days) != len(words) or len(days) > 1:
        return None
    month = _month_names()[names[0]]
    if not days:
        return month, None
    is_day = words[0] == days[0] and len(days[0]) <= 2 and 1 <= int(days[0]) <= 31
    return (month, int(days[0])) if is_day else None


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    if not name.isdigit():
                        names.setdefault(_clean(name), number)
    return names | {"sept": 9, "fev": 2, "fevr": 2, "juil": 7, "aou": 8, "dec": 12}


@cache
def _small_words() -> frozenset[str]:
    names = {"de", "of", "del", "le", "the"}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            names |= {_clean(name) for name in get_day_names(width, "format", language).values()}
    return frozenset(names)
