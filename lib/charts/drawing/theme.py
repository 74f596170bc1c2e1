"""Colours, sizes and Vega configuration shared by every chart.

Hues follow Okabe and Ito (*Color Universal Design*, 2008) so that they stay apart for readers
with a colour vision deficiency; product is blue and business slate in both themes, which leaves
green and vermillion to variance alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from lib.i18n.formats import MINUS, NBSP, NNBSP
from lib.i18n.translate import Locale

ThemeName = Literal["light", "dark"]
Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Source Sans, Source Sans Pro, sans-serif"
"""Always ends with a generic family: a renderer that finds none of them draws no text."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette; ``background`` equals the page's, because text halos must melt into it."""

    background: str
    text: str
    muted: str
    grid: str
    year: str
    prior: str
    product: str
    business: str
    business_text: str
    favourable: str
    unfavourable: str
    badge: str
    badge_text: str


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        background="#FFFFFF",
        text="#0F172A",
        muted="#566270",
        grid="#E6E9ED",
        year="#B4BDC6",
        prior="#8C97A3",
        product="#0072B2",
        business="#5A6875",
        business_text="#33404C",
        favourable="#006B50",
        unfavourable="#B34700",
        badge="#33404C",
        badge_text="#FFFFFF",
    ),
    "dark": Theme(
        background="#0E1117",
        text="#EEF1F4",
        muted="#A9B3BD",
        grid="#242A33",
        year="#4D5763",
        prior="#75818D",
        product="#56B4E9",
        business="#93A0AD",
        business_text="#C9D1D9",
        favourable="#2CC79B",
        unfavourable="#F28C4B",
        badge="#C9D1D9",
        badge_text="#0E1117",
    ),
}


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
        A phone: the key stands below instead of at the end of the lines.
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


LARGE = Size("large", width=680, font=13, months=25, panel=172, gap=70, ticks=4, full=True)
WALL = Size("wall", width=320, font=12, months=25, panel=76, gap=44, ticks=2)
PHONE = Size("phone", width=304, font=13, months=13, panel=140, gap=66, ticks=3, narrow=True)
PHONE_WALL = Size("phone_wall", width=280, font=12, months=13, panel=70, gap=44, ticks=2)
SPARK = Size("spark", width=160, font=12, months=13, panel=44, gap=0, ticks=0)
SERIES = Size("series", width=320, font=12, months=25, panel=150, gap=0, ticks=4, full=True)

SIZES = {size.name: size for size in (LARGE, WALL, PHONE, PHONE_WALL, SPARK, SERIES)}
"""Every size by its name."""


def theme_of(name: ThemeName) -> Theme:
    """Return the palette of ``name``."""
    return THEMES[name]


@cache
def vega_locale(locale: Locale) -> Spec:
    """Return the number and time locale of Vega; Streamlit ignores it anywhere but in the spec.

    Shared by all charts: never changed in place.
    """
    babel = locale.babel
    french = locale.language == "fr"
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


def chart(
    layers: list[Spec], *, theme: Theme, locale: Locale, size: Size, height: float, description: str
) -> Spec:
    """Return the finished specification of layers that share one horizontal scale."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": size.width,
        "height": round(height),
        "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "resolve": {"scale": {"y": "independent"}},
        "layer": layers,
        "config": {
            "background": theme.background,
            "font": FONT,
            "locale": vega_locale(locale),
            "view": {"stroke": None},
            "axis": {"disable": True},
        },
    }


def _names(names: Mapping[int, str], order: Iterable[int]) -> list[str]:
    return [str(names[k]) for k in order]
