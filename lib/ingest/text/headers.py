"""Headers compared as people mean them: without case, accents, punctuation, wrappers, units."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CUSTOM = re.compile(r"(?:custom field|champs? personnalises?) ?\((.*)\)", re.DOTALL)
_JOINTS = re.compile(r"[_\-./()\[\]:’'#*?!\"]+|\s+")
_UNIT = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]\s*$", re.DOTALL)

UNITS = {
    "%": "%",
    "pct": "%",
    "percent": "%",
    "percentage": "%",
    "pourcent": "%",
    "pourcentage": "%",
    "ratio": "ratio",
    "fraction": "ratio",
    "count": "count",
    "number": "count",
    "nb": "count",
    "nbr": "count",
    "nbre": "count",
    "#": "count",
    "nombre": "count",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "k€": "kEUR",
    "keur": "kEUR",
    "m€": "MEUR",
    "meur": "MEUR",
    "md€": "GEUR",
    "$": "USD",
    "usd": "USD",
    "k$": "kUSD",
    "kusd": "kUSD",
    "m$": "MUSD",
    "chf": "CHF",
    "kchf": "kCHF",
    "gbp": "GBP",
    "£": "GBP",
    "k£": "kGBP",
    "days": "days",
    "day": "days",
    "d": "days",
    "jours": "days",
    "jour": "days",
    "j": "days",
    "hours": "hours",
    "hour": "hours",
    "h": "hours",
    "heures": "hours",
    "s": "s",
    "sec": "s",
    "seconds": "s",
    "secondes": "s",
    "ms": "ms",
    "score": "score",
    "pts": "score",
    "points": "score",
    "pt": "pt",
    "pp": "pt",
    "index": "index",
    "indice": "index",
    "k": "kcount",
    "kcount": "kcount",
    "cents": "cEUR",
    "c€": "cEUR",
    "centimes": "cEUR",
}
"""Unit codes by the way they are written."""


_PERCENTS = frozenset({"%", "pct", "percent", "percentage", "pourcentage"})
_MONEY = frozenset({"eur", "keur", "meur", "usd", "kusd", "musd", "gbp", "chf"})


@dataclass(frozen=True, slots=True)
class Header:
    """One column: its place, its header as written, how it compares, its unit."""

    index: int
    text: str
    plain: str
    unit: str | None

    @property
    def letter(self) -> str:
        """Letter of the column in a spreadsheet."""
        return column_letter(self.index)

    @property
    def name(self) -> str:
        """Header, or the letter of a column without one."""
        return self.text.strip() or self.letter


def column_letter(index: int) -> str:
    """Return the letters of a column: 0 gives ``A``, 26 gives ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text as headers are compared: lower case, no accent, single spaces."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    wrapped = _CUSTOM.fullmatch(text.strip())
    if wrapped:
        text = wrapped[1]
    return _JOINTS.sub(" ", text).strip()


def visible(text: str) -> str:
    """Return a text of a cell without invisible signs and padding."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def split_unit(text: str) -> tuple[str, str | None]:
    """Split ``MRR (k€)`` into name and unit code; the unit is None where brackets hold none."""
    match = _UNIT.match(text)
    if match:
        unit = unit_code(match["unit"])
        if unit:
            return match["name"], unit
    return text, None


def unit_code(text: str) -> str | None:
    """Return the code of a unit as written, or None for an unknown one."""
    return UNITS.get(text.strip().casefold().replace(" ", "").replace("\u00a0", ""))


def headers_of(cells: Sequence[str]) -> tuple[Header, ...]:
    """Return the columns of a header row."""
    headers = []
    for index, cell in enumerate(cells):
        name, unit = split_unit(visible(cell))
        unit = unit or _word_unit(plain(name))
        headers.append(Header(index, visible(cell), plain(name), unit))
    return tuple(headers)


def _word_unit(name: str) -> str | None:
    """Return the unit that the first or last word of a header tells: ``% actifs``, ``arpu_eur``."""
    words = name.split()
    if len(words) < 2:
        return None
    if words[0] in _PERCENTS or words[-1] in _PERCENTS:
        return "%"
    return UNITS[words[-1]] if words[-1] in _MONEY else None


def find_column(headers: Sequence[Header], wanted: str) -> Header | None:
    """Return the column a person means: by header, by header loosely, or by letter."""
    exact = (header for header in headers if header.text == wanted.strip())
    loose = (header for header in headers if header.plain and header.plain == plain(wanted))
    lettered = (header for header in headers if header.letter == wanted.strip().upper())
    return next(exact, None) or next(loose, None) or next(lettered, None)
