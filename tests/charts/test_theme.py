"""One palette for charts and pages, readable in both themes."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from lib.charts.drawing.theme import vega_locale
from lib.charts.palette import PAGE_COLOURS, PALETTES
from lib.charts.templates.fill import Frame, fill
from lib.i18n.translate import locale

LIB = Path(__file__).parents[2] / "lib"
HEX = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b(?!;)")
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def luminance(color):
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_a_chart_has_the_colours_of_its_page(name):
    page = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][name]

    assert PALETTES[name].background == page["backgroundColor"]
    assert PALETTES[name].text == page["textColor"]


@pytest.mark.parametrize("name", PALETTES)
def test_pages_take_their_colours_from_the_palette(name):
    page = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][name]
    colours = PAGE_COLOURS[name]

    assert page["primaryColor"] == colours.primary
    assert page["linkColor"] == colours.link
    assert page["borderColor"] == colours.border
    assert page["secondaryBackgroundColor"] == colours.surface


@pytest.mark.parametrize("path", [*LIB.rglob("*.css"), *LIB.rglob("*.typ")], ids=lambda p: p.name)
def test_files_that_cannot_import_use_colours_of_the_palette(path):
    colours = {
        value.upper()
        for theme in (*PALETTES.values(), *PAGE_COLOURS.values())
        for value in asdict(theme).values()
    }

    assert {colour.upper() for colour in HEX.findall(path.read_text(encoding="utf-8"))} <= colours


def test_no_module_but_the_palette_writes_a_colour():
    writing = [
        str(path.relative_to(LIB))
        for path in LIB.rglob("*.py")
        if HEX.search(path.read_text(encoding="utf-8")) and path != LIB / "charts" / "palette.py"
    ]

    assert writing == []


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(
    "role", ["text", "muted", "product", "business_text", "favourable", "unfavourable"]
)
def test_every_written_colour_is_readable(name, role):
    theme = PALETTES[name]

    assert contrast(getattr(theme, role), theme.background) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("role", ["prior", "business", "product"])
def test_every_drawn_colour_stands_out(name, role):
    theme = PALETTES[name]

    assert contrast(getattr(theme, role), theme.background) >= 2.9


@pytest.mark.parametrize("name", PALETTES)
def test_numbers_of_launches_are_readable_on_their_discs(name):
    theme = PALETTES[name]

    assert contrast(theme.badge_text, theme.badge) >= 4.5


def test_vega_would_write_french_months_and_numbers():
    names = vega_locale(locale("fr"))

    assert names["number"]["decimal"] == ","
    assert names["time"]["shortMonths"][1] == "févr."
    assert names["time"]["days"][0] == "dimanche"
    assert vega_locale(locale("en"))["time"]["days"][0] == "Sunday"


def test_a_frame_holds_its_own_locale_and_no_axis():
    spec = fill("message", {}, {}, Frame(680, 100.4, "Rien.", "dark", locale("fr")))

    assert spec["height"] == 100
    assert spec["config"]["locale"] == vega_locale(locale("fr"))
    assert spec["config"]["axis"] == {"disable": True}
    assert spec["config"]["font"].endswith("sans-serif")
