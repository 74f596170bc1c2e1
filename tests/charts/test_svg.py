"""Charts drawn without Vega: everything that a specification holds, escaped, in both themes."""

import xml.etree.ElementTree as ET

import pytest

from lib.charts.drawing.expressions import NotDrawnError
from lib.charts.drawing.svg import colour_rules, svg_of
from lib.charts.drawing.theme import LARGE, PHONE_PICTURE
from lib.charts.objectives import pace_chart
from lib.charts.pairs.pair_chart import pair_chart
from lib.charts.palette import PALETTES
from lib.i18n.translate import LANGUAGES, locale
from tests.charts.gallery import gallery, layers_of
from tests.charts.okr_gallery import line_sets, objective_of

SVG = "{http://www.w3.org/2000/svg}"


def tree_of(spec):
    """Return the drawing as a tree: whatever a text holds, it must be well formed."""
    return ET.fromstring(svg_of(spec).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))


def rows_of(spec):
    for layer in [*spec["layer"], *layers_of(spec)]:
        yield from layer.get("data", {}).get("values", ())


def cut(text, texts):
    return any(shorter.endswith("…") and text.startswith(shorter[:-1]) for shorter in texts)


def written(tree):
    return {text.text for text in tree.iter(f"{SVG}text")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [LARGE.width, PHONE_PICTURE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", gallery())
def test_every_tandem_chart_is_drawn_with_all_its_texts(name, width, language):
    spec = pair_chart(gallery()[name], locale=locale(language), width=width, interactive=False)

    tree = tree_of(spec)

    hidden = "narrow" if width == LARGE.width else "wide"
    wanted = {row["t"] for row in rows_of(spec) if row.get("t") and row.get("only") != hidden}
    texts = written(tree)
    assert wanted
    assert all(text in texts or cut(text, texts) for text in wanted)
    assert tree.get("aria-label") == spec["description"]


def test_key_results_are_drawn_with_bar_mark_and_words():
    lines = line_sets()["both kinds"]
    spec = pace_chart(objective_of(*lines), locale=locale("en"), theme="light")

    tree = tree_of(spec)

    rows = spec["layer"][0]["data"]["values"]
    assert {row["figures"] for row in rows} <= written(tree)
    assert len(list(tree.iter(f"{SVG}rect"))) > len(rows)
    assert len(list(tree.iter(f"{SVG}line"))) == len(rows)


def test_a_bar_is_as_long_as_its_grade():
    rows = [{"v": 0.25, "y": 10}]
    spec = {
        "width": 200,
        "height": 20,
        "description": "bar",
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "height": 8, "color": PALETTES["light"].product},
                "encoding": {
                    "x": {"field": "v", "scale": {"domain": [0, 1]}},
                    "y": {"field": "y", "scale": None},
                },
            }
        ],
    }

    (bar,) = tree_of(spec).iter(f"{SVG}rect")

    assert (bar.get("width"), bar.get("class")) == ("50.0", "f-product")


@pytest.mark.parametrize(
    "layer",
    [
        {"mark": {"type": "arc"}, "encoding": {}, "data": {"values": []}},
        {"transform": [{"calculate": "datum.x*2", "as": "y"}], "data": {"values": []}},
        {
            "mark": {"type": "rule", "color": "#123456"},
            "data": {"values": [{"y": 1}]},
            "encoding": {
                "x": {"field": "y", "scale": None},
                "y": {"field": "y", "scale": None},
            },
        },
    ],
)
def test_what_cannot_be_drawn_is_an_error(layer):
    with pytest.raises(NotDrawnError):
        svg_of({"width": 10, "height": 10, "description": "", "layer": [layer]})


def test_each_theme_gives_every_colour():
    assert len(set(colour_rules("light"))) > 1
    for name in ("light", "dark"):
        assert f".f-product{{fill:{PALETTES[name].product}}}" in colour_rules(name)
        assert f".s-grid{{stroke:{PALETTES[name].grid}}}" in colour_rules(name)


def test_colours_alike_in_one_theme_are_alike_in_the_other():
    colours = list(PALETTES["light"].__dataclass_fields__)
    for first in colours:
        for second in colours:
            if getattr(PALETTES["light"], first) == getattr(PALETTES["light"], second):
                assert getattr(PALETTES["dark"], first) == getattr(PALETTES["dark"], second)
