"""Numbers, money, months and dates as text: the only way from a value to what a reader sees.

French follows ``fr_FR`` with business usage for large amounts (``1,2 M€``, never ``1,2 M €``);
English follows the euro area (``€1.2M``). Both round alike, so that one figure reads the same in
either language. Rates (unit ``%``) are percentage points: their changes are always in points.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import get_decimal_symbol, get_group_symbol

from lib.i18n.translate import Locale

NBSP = "\u00a0"
NNBSP = "\u202f"
MINUS = "\u2212"

_MONEY = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}
_SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}
_LETTER = {
    "fr": {"": "", "k": "k", "M": "M", "G": "Md"},
    "en": {"": "", "k": "k", "M": "M", "G": "B"},
}
_WORDS = {
    "fr": {"days": "j", "hours": "h", "score": "pts"},
    "en": {"days": "d", "hours": "h", "score": "pts", "pt": "pp"},
}
_COMPACT_FROM = 10_000.0
"""From here on thousands are shortened: five digits are slower to read than two with a k."""
_CACHED_MONTHS = 2_000  # a chart writes each of its months several times
_CACHED_UNITS = 500


def missing(locale: Locale) -> str:
    """Return how a missing value is written."""
    return "n.d." if locale.is_french else "n/a"


def number(value: float | None, locale: Locale, *, decimals: int = 0, signed: bool = False) -> str:
    """Return ``value`` with exactly ``decimals`` decimals, grouped, with a true minus sign."""
    if value is None or not math.isfinite(value):
        return missing(locale)
    rounded = round(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}".translate(_symbols(locale))
    if rounded < 0:
        return MINUS + text
    return "+" + text if signed and rounded > 0 else text


def percent(share: float | None, locale: Locale, *, decimals: int = 0) -> str:
    """Return a share of one as a percentage: 0.123 gives ``12,3 %``."""
    scaled = None if share is None else share * 100
    return quantity(scaled, "%", locale, decimals=decimals)


@lru_cache(_CACHED_UNITS)
def unit_parts(unit: str) -> tuple[str, str]:
    """Split a unit code into scale letter and base unit: ``kEUR`` gives (``k``, ``EUR``)."""
    for letter in ("k", "M", "G"):
        if unit.startswith(letter) and unit[1:] in {*_MONEY, "count"}:
            return letter, unit[1:]
    return "", unit


def quantity(
    value: float | None, unit: str, locale: Locale, *, decimals: int = 0, signed: bool = False
) -> str:
    """Return a value with its unit: ``2,62 %``, ``58,40 €``, ``312 k€``, ``1,9 s``, ``118 000``.

    An amount has cents or none: one decimal of a euro is written with two.
    """
    if value is None or not math.isfinite(value):
        return missing(locale)
    scale, base = unit_parts(unit)
    if base in _MONEY and not scale and decimals == 1:
        decimals = 2
    text = number(value, locale, decimals=decimals, signed=signed)
    return _with_unit(text, scale, base, locale)


def compact(value: float | None, unit: str, locale: Locale, *, signed: bool = False) -> str:
    """Return a large value in three significant digits with k, M or Md: ``1,24 M€``.

    Thousands without a fraction are written without one: ``80 k€``.
    """
    if value is None or not math.isfinite(value):
        return missing(locale)
    scale, base = unit_parts(unit)
    absolute = abs(value) * _SCALES[scale]
    letter = _scale_for(absolute) if base in {*_MONEY, "count"} else ""
    scaled = math.copysign(absolute / _SCALES[letter], value)
    decimals = 0 if base == "count" and not letter else significant_decimals(scaled)
    if letter == "k" and _exact(round(scaled, decimals), 0):
        decimals = 0
    return _with_unit(
        number(scaled, locale, decimals=decimals, signed=signed), letter, base, locale
    )


def glance(
    value: float | None, unit: str, locale: Locale, *, decimals: int = 0, signed: bool = False
) -> str:
    """Return a value for a quick look: in full, unless a larger scale makes it shorter.

    An amount under a million is written in thousands, even of a metric that counts in millions.
    """
    scale, base = unit_parts(unit)
    if value is None or not math.isfinite(value) or base not in {*_MONEY, "count"}:
        return quantity(value, unit, locale, decimals=decimals, signed=signed)
    letter = _scale_for(abs(value) * _SCALES[scale])
    if _SCALES[letter] > _SCALES[scale]:
        return compact(value, unit, locale, signed=signed)
    if base in _MONEY and scale == "M" and value and letter != "M":
        return quantity(
            value * 1e3, "k" + base, locale, decimals=max(0, decimals - 3), signed=signed
        )
    return quantity(value, unit, locale, decimals=decimals, signed=signed)


def significant_decimals(value: float, digits: int = 3) -> int:
    """Return how many decimals show ``value`` in ``digits`` significant digits (0 to 3)."""
    if not value or not math.isfinite(value):
        return 0
    exponent = int(f"{value:.{digits - 1}e}".split("e")[1])  # of the rounded value
    return max(0, min(3, digits - 1 - exponent))


def change(delta: float | None, unit: str, locale: Locale, *, decimals: int = 0) -> str:
    """Return a signed change; that of a rate is in points: ``+1,2 pt`` / ``+1.2 pp``."""
    if unit_parts(unit)[1] in _MONEY:
        return glance(delta, unit, locale, decimals=decimals, signed=True)
    return quantity(delta, "pt" if unit == "%" else unit, locale, decimals=decimals, signed=True)


def unit_label(unit: str, locale: Locale) -> str:
    """Return the unit alone, as it is shown beside a metric's name: ``k€``, ``%``, ``s``."""
    scale, base = unit_parts(unit)
    if base in _MONEY:
        parts = (_LETTER[locale.language][scale], _MONEY[base])
        return "".join(parts if locale.is_french else reversed(parts))
    if base == "count":
        return _LETTER[locale.language][scale]
    return "%" if base == "%" else _WORDS[locale.language].get(base, base)


def axis_unit(values: Sequence[float], unit: str) -> str:
    """Return the unit of an axis: a larger one where the values outgrew their own."""
    scale, base = unit_parts(unit)
    largest = max((abs(value) for value in values), default=0.0) * _SCALES[scale]
    if base in {*_MONEY, "count"} and _SCALES[_scale_for(largest)] > _SCALES[scale]:
        return _scale_for(largest) + base
    return unit


def in_unit(values: Sequence[float], unit: str, other: str) -> list[float]:
    """Return values of one unit in another of the same base: thousands as millions."""
    ratio = _SCALES[unit_parts(unit)[0]], _SCALES[unit_parts(other)[0]]
    return [value * ratio[0] / ratio[1] for value in values]


def axis_labels(values: Sequence[float], unit: str, locale: Locale) -> tuple[str, ...]:
    """Return the labels of a chart's graduations, all on one scale and equally precise.

    The unit is left out where it is that of the metric, which the chart names: ``100``, ``200``
    for an axis in ``k€``, but ``1,5 M€`` when the values outgrew it. A percentage keeps its sign.
    """
    base = unit_parts(unit)[1]
    grown = axis_unit(values, unit)
    scaled = in_unit(values, unit, grown)
    decimals = next((d for d in range(6) if all(_exact(value, d) for value in scaled)), 6)
    texts = [number(value, locale, decimals=decimals) for value in scaled]
    if grown == unit and base != "%":
        return tuple(texts)
    letter = unit_parts(grown)[0]
    return tuple(
        _with_unit(text, letter, base, locale) if value or base == "%" else number(0, locale)
        for value, text in zip(values, texts, strict=True)
    )


@lru_cache(_CACHED_MONTHS)
def month(period: date, locale: Locale) -> str:
    """Return a month: ``oct. 2026`` / ``Oct 2026``."""
    return format_date(period, "MMM y", locale=locale.babel).replace(" ", NBSP)


def month_long(period: date, locale: Locale) -> str:
    """Return a month in full: ``octobre 2026`` / ``October 2026``."""
    return format_date(period, "MMMM y", locale=locale.babel).replace(" ", NBSP)


def month_name(number: int, locale: Locale) -> str:
    """Return the name of a month by its number: ``octobre`` / ``October``."""
    return format_date(date(2000, number, 1), "LLLL", locale=locale.babel)


def quarter(period: date, locale: Locale) -> str:
    """Return a quarter: ``T4 2026`` / ``Q4 2026``."""
    letter = "T" if locale.is_french else "Q"
    return f"{letter}{(period.month - 1) // 3 + 1}{NBSP}{period.year}"


@lru_cache(_CACHED_MONTHS)
def month_short(period: date, locale: Locale) -> str:
    """Return a month without its year, as under a chart: ``oct.`` / ``Oct``."""
    return format_date(period, "MMM", locale=locale.babel)


def quarter_short(period: date, locale: Locale) -> str:
    """Return a quarter without its year, as under a chart: ``T4`` / ``Q4``."""
    return quarter(period, locale).partition(NBSP)[0]


def day(when: date, locale: Locale) -> str:
    """Return a date: ``5 nov. 2026`` / ``5 Nov 2026``; ``1er nov. 2026`` on the first."""
    return _first(when, format_date(when, "d MMM y", locale=locale.babel), locale)


def instant(when: datetime, locale: Locale) -> str:
    """Return a date and time: ``5 nov. 2026, 09:30`` / ``5 Nov 2026, 09:30``."""
    return _first(when, format_datetime(when, "d MMM y, HH:mm", locale=locale.babel), locale)


def _first(when: date, text: str, locale: Locale) -> str:
    """Return a date with its spaces unbroken; French writes the first of a month as an ordinal."""
    if locale.is_french and when.day == 1:
        text = text.replace("1", "1er", 1)
    return text.replace(" ", NBSP)


@cache
def _symbols(locale: Locale) -> dict[int, str]:
    """Return what replaces Python’s comma and point: ten times faster than Babel’s patterns."""
    marks = {",": get_group_symbol(locale.babel), ".": get_decimal_symbol(locale.babel)}
    return str.maketrans(marks)


def _exact(value: float, decimals: int) -> bool:
    return math.isclose(round(value, decimals), value, rel_tol=1e-6, abs_tol=1e-12)


def _scale_for(absolute: float) -> str:
    if absolute >= 0.9995e9:
        return "G"
    if absolute >= 0.9995e6:
        return "M"
    return "k" if absolute >= _COMPACT_FROM else ""


def _with_unit(text: str, scale: str, base: str, locale: Locale) -> str:
    french = locale.is_french
    letter = _LETTER[locale.language][scale]
    if base in _MONEY:
        return _money(text, letter, _MONEY[base], french=french)
    if base == "%":
        return f"{text}{NNBSP}%" if french else f"{text}%"
    if base == "count":
        return f"{text}{NBSP}{letter}" if french and letter else text + letter
    word = _WORDS[locale.language].get(base, base)
    if word == "pts" and text.lstrip(f"{MINUS}+") == "1":
        word = "pt"
    return f"{text}{NBSP}{word}" if word else text


def _money(text: str, letter: str, sign: str, *, french: bool) -> str:
    if french:
        return f"{text}{NBSP}{letter}{sign}"
    head = text[0] if text[0] in f"{MINUS}+" else ""
    space = NBSP if sign.isalpha() else ""
    return f"{head}{sign}{space}{text[len(head) :]}{letter}"
