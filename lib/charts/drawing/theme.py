"""Sizes and Vega configuration shared by every chart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lib.charts.palette import Palette
from lib.i18n.formats import MINUS, NBSP, NNBSP
from lib.i18n.translate import Locale

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Source Sans, Source Sans Pro, sans-serif"
"""Always ends with a generic family: a renderer that finds none of them draws no text."""


@dataclass(frozen=True, slots=True)
class Size:
    """Pixel geometry of a chart; the page stretches the width, never the height.

    Attributes
    ----------
    name
        Stable name, for cache keys and tests.
    width
        Default width, and the narrowest one at which no two texts meet.
    font
        Size of the small texts.
    months
        Most months shown; the latest are kept.
    panel
        Height of one panel.
    gap
        Height between two panels, where the connectors run.
    ticks
        Value labels aimed at per panel.
    full
        Names of launches, of series and the footnote are written out.
    narrow
        The key stands below instead of at the end of the lines.
    narrow_below
        Width under which the chart is drawn as ``slim`` says.
    slim
        The narrow drawing of the same chart: panels and months are alike.
    """

    name: str
    width: int
    font: int
    months: int
    panel: int
    gap: int
    ticks: int
    full: bool = False
    narrow: bool = False
    narrow_below: int = 0
    slim: "Size | None" = None


NARROWEST = 250
"""Width that a card on a window of 320 px leaves to a chart."""

PHONE = Size("phone", width=NARROWEST, font=13, months=25, panel=172, gap=70, ticks=4, narrow=True)
LARGE = Size(
    "large",
    width=680,
    font=13,
    months=25,
    panel=172,
    gap=70,
    ticks=4,
    full=True,
    narrow_below=672,
    slim=PHONE,
)
PHONE_PICTURE = 304
"""Width of a picture made for a phone."""

_SLIM_WALL = Size("slim_wall", width=NARROWEST, font=12, months=25, panel=76, gap=44, ticks=2)
WALL = replace(_SLIM_WALL, name="wall", width=320, narrow_below=290, slim=_SLIM_WALL)
SPARK = Size("spark", width=160, font=12, months=13, panel=44, gap=0, ticks=0)
_SLIM_SERIES = Size(
    "slim_series", width=NARROWEST, font=12, months=25, panel=150, gap=0, ticks=4, narrow=True
)
SERIES = replace(
    _SLIM_SERIES,
    name="series",
    width=320,
    full=True,
    narrow=False,
    narrow_below=312,
    slim=_SLIM_SERIES,
)


@cache
def vega_locale(locale: Locale) -> Spec:
    """Return the number and time locale of Vega; Streamlit ignores it anywhere but in the spec.

    Shared by all charts: never changed in place.
    """
    babel = locale.babel
    french = locale.is_french
    return {
        "number": {
            "decimal": "," if french else ".",
            "thousands": NNBSP if french else ",",
            "grouping": [3],
            "currency": ["", f"{NBSP}€"] if french else ["€", ""],
            "percent": f"{NNBSP}%" if french else "%",
            "minus": MINUS,
        },
        "time": {
            "dateTime": "%A %e %B %Y, %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": _names(babel.days["format"]["wide"], (6, 0, 1, 2, 3, 4, 5)),
            "shortDays": _names(babel.days["format"]["abbreviated"], (6, 0, 1, 2, 3, 4, 5)),
            "months": _names(babel.months["format"]["wide"], range(1, 13)),
            "shortMonths": _names(babel.months["format"]["abbreviated"], range(1, 13)),
        },
    }


def chart_config(palette: Palette, locale: Locale) -> Spec:
    """Return the Vega-Lite configuration of every chart; charts draw their axes themselves."""
    return {
        "background": palette.background,
        "font": FONT,
        "locale": vega_locale(locale),
        "view": {"stroke": None},
        "axis": {"disable": True},
    }


def _names(names: Mapping[int, str], order: Iterable[int]) -> list[str]:
    return [str(names[k]) for k in order]
