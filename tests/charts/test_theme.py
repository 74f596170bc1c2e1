"""One palette for charts and pages, readable in both themes."""

import tomllib
from pathlib import Path

import pytest

from lib.charts.drawing.theme import LARGE, SIZES, THEMES, chart, theme_of, vega_locale
from lib.i18n.translate import locale

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def luminance(color):
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_a_chart_melts_into_its_page(name):
    page = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][name]

    assert theme_of(name).background == page["backgroundColor"]
    assert theme_of(name).text == page["textColor"]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    "role", ["text", "muted", "product", "business_text", "favourable", "unfavourable"]
)
def test_every_written_colour_is_readable(name, role):
    theme = theme_of(name)

    assert contrast(getattr(theme, role), theme.background) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", ["prior", "business", "product"])
def test_every_drawn_colour_stands_out(name, role):
    theme = theme_of(name)

    assert contrast(getattr(theme, role), theme.background) >= 2.9


@pytest.mark.parametrize("name", THEMES)
def test_numbers_of_launches_are_readable_on_their_discs(name):
    theme = theme_of(name)

    assert contrast(theme.badge_text, theme.badge) >= 4.5


def test_vega_would_write_french_months_and_numbers():
    found = vega_locale(locale("fr"))

    assert found["number"]["decimal"] == ","
    assert found["time"]["shortMonths"][1] == "févr."
    assert found["time"]["days"][0] == "dimanche"
    assert vega_locale(locale("en"))["time"]["days"][0] == "Sunday"


def test_a_frame_holds_its_own_locale_and_no_axis():
    spec = chart(
        [],
        theme=theme_of("dark"),
        locale=locale("fr"),
        size=LARGE,
        height=100.4,
        description="Rien.",
    )

    assert spec["height"] == 100
    assert spec["config"]["locale"] == vega_locale(locale("fr"))
    assert spec["config"]["axis"] == {"disable": True}
    assert spec["config"]["font"].endswith("sans-serif")


def test_a_size_is_found_by_its_name():
    assert SIZES["large"] is LARGE
    assert all(name == size.name for name, size in SIZES.items())
