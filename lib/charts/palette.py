"""Every colour of Tandem, by meaning, in the light and the dark theme.

Charts, slides, exported files and error pages take their colours from here; what cannot import
(`.streamlit/config.toml`, `appearance.css`, `update.typ`) is compared with it by a test.

Hues follow Okabe and Ito (*Color Universal Design*, 2008) so that they stay apart for readers
with a colour vision deficiency; product is blue and business slate in both themes, which leaves
green and vermillion to variance alone.
"""

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of charts; ``background`` equals the page's, because text halos must melt into it."""

    background: str
    text: str
    muted: str
    grid: str
    year: str
    prior: str
    target: str
    product: str
    business: str
    business_text: str
    favourable: str
    unfavourable: str
    badge: str
    badge_text: str


@dataclass(frozen=True, slots=True)
class PageColours:
    """Colours of pages around the charts; text and background are those of the palette.

    Attributes
    ----------
    primary
        Buttons, choices made and other parts that answer to a click.
    link
        Text of a link.
    border
        Lines around boxes and between the rows of a table.
    surface
        Ground of parts set off from the page.
    tag
        Ground of a chosen value in a list, under white text.
    """

    primary: str
    link: str
    border: str
    surface: str
    tag: str


LIGHT = Palette(
    background="#FFFFFF",
    text="#0F172A",
    muted="#566270",
    grid="#E6E9ED",
    year="#B4BDC6",
    prior="#8C97A3",
    target="#111A2E",
    product="#0072B2",
    business="#5A6875",
    business_text="#33404C",
    favourable="#006B50",
    unfavourable="#B34700",
    badge="#33404C",
    badge_text="#FFFFFF",
)
DARK = Palette(
    background="#0E1117",
    text="#EEF1F4",
    muted="#A9B3BD",
    grid="#242A33",
    year="#4D5763",
    prior="#75818D",
    target="#ECEFF2",
    product="#56B4E9",
    business="#93A0AD",
    business_text="#C9D1D9",
    favourable="#2CC79B",
    unfavourable="#F28C4B",
    badge="#C9D1D9",
    badge_text="#0E1117",
)
LIGHT_PAGE = PageColours(
    primary="#0B5F94", link="#0B5F94", border="#D9DEE3", surface="#F4F6F8", tag="#0B5F94"
)
DARK_PAGE = PageColours(
    primary="#56B4E9", link="#7CC4EE", border="#333C48", surface="#181D26", tag="#0B5F94"
)

PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dark": DARK}
PAGE_COLOURS: dict[ThemeName, PageColours] = {"light": LIGHT_PAGE, "dark": DARK_PAGE}
