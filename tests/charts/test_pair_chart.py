"""The pair chart of every tandem of the gallery, in both sizes, languages and themes."""

import json
from datetime import date

import altair
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts.drawing.expressions import params_of
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.pairs.pair_chart import pair_chart
from lib.charts.templates.fill import template
from lib.i18n.translate import LANGUAGES, catalog, locale
from tests.charts.gallery import (
    HOSTILE,
    a_band,
    a_launch,
    a_series,
    a_tandem,
    gallery,
    layers_of,
    scales_of,
    strings_in,
    texts_in,
)

SIZES = (LARGE, WALL)
ENDS = ("top", "bottom")
FRENCH = locale("fr")
ENGLISH = locale("en")


def expressions_of(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("expr", "calculate") or (key == "filter" and isinstance(value, str)):
                yield value
            else:
                yield from expressions_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from expressions_of(value)


def compact_json(spec):
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("name", gallery())
def test_a_chart_is_valid_vega_lite(name, size):
    spec = pair_chart(gallery()[name], locale=FRENCH, theme="dark", size=size)

    checked = altair.LayerChart.from_dict(spec, validate=True)

    assert len(checked.layer) == len(spec["layer"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("name", gallery())
def test_a_chart_is_small_closed_and_described(name, size, language, theme):
    spec = pair_chart(gallery()[name], locale=locale(language), theme=theme, size=size)

    text = compact_json(spec)

    assert len(text) < (42_000 if size.full else 19_000)
    assert text.count("http") == 1
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    assert spec["description"].endswith(".")
    assert spec["autosize"]["type"] == "fit-x"


def test_a_card_of_the_wall_stays_light():
    spec = pair_chart(a_tandem(), locale=FRENCH, size=WALL)

    assert len(list(layers_of(spec))) <= 14
    assert len(compact_json(spec)) < 13_000


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("name", [name for name in gallery() if name != "no months"])
def test_the_two_scales_never_share_a_pixel(name, size):
    spec = pair_chart(gallery()[name], locale=FRENCH, size=size)

    names = params_of(spec)
    above, below = ([names[f"{name}_{end}"] for end in ENDS] for name in ("upper", "lower"))

    assert max(above) < min(below)
    assert spec["resolve"] == {"scale": {"y": "independent"}}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_columns_start_at_zero(size):
    spec = pair_chart(a_tandem(), locale=FRENCH, size=size)

    line, columns = (scale["domain"] for scale in scales_of(spec))

    assert line[0] > 0
    assert columns[0] == 0


@pytest.mark.parametrize("name", gallery())
def test_no_text_of_the_data_becomes_an_expression(name):
    for form, size in (("pair", LARGE), ("pair_card", WALL)):
        spec = pair_chart(gallery()[name], locale=FRENCH, size=size)
        form = "message" if name == "no months" else form

        assert set(expressions_of(spec)) <= set(expressions_of(template(form)))


def test_a_hostile_name_is_shown_as_written_and_nowhere_else_than_in_data():
    spec = pair_chart(gallery()["hostile"], locale=FRENCH)

    seen = list(texts_in(spec))
    keys = [item["title"] for layer in layers_of(spec) for item in tooltip_of(layer)]

    assert any(HOSTILE in text for text in seen)
    assert all(HOSTILE not in key for key in keys)


def tooltip_of(layer):
    return layer.get("encoding", {}).get("tooltip", ())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("name", ["full", "forecast", "all missing", "no months"])
def test_a_french_chart_has_no_english_left(name, size):
    french = pair_chart(gallery()[name], locale=FRENCH, size=size)
    english = pair_chart(gallery()[name], locale=ENGLISH, size=size)
    same = {
        text
        for (_, text), translation in catalog("fr").items()
        if translation == text or (isinstance(translation, tuple) and translation[0] == text)
    }

    left = set(texts_in(french)) & set(texts_in(english)) - same

    assert [text for text in left if any(letter.isalpha() for letter in text)] == []


def test_missing_months_are_gaps_and_say_so():
    values = [None if k in (40, 41) else 30.0 + k for k in range(46)]

    spec = pair_chart(a_tandem(a_series(values)), locale=FRENCH)
    lines = [layer for layer in layers_of(spec) if layer["mark"]["type"] == "line"]
    rows = lines[-1]["data"]["values"]

    assert [row["v"] for row in rows[-7:]] == [69.0, None, None, 72.0, 73.0, 74.0, 75.0]
    assert "n.d." in set(texts_in(spec))


def test_a_late_month_is_named_beside_its_value():
    values = [30.0 + k if k < 44 else None for k in range(46)]

    spec = pair_chart(a_tandem(a_series(values)), locale=FRENCH)

    assert "août\u00a02026" in set(texts_in(spec))


def test_only_the_latest_25_months_are_drawn():
    spec = pair_chart(a_tandem(), locale=FRENCH)

    (scale,) = scales_of(spec, "x")[:1]

    assert scale["domain"] == [0, 25]
    assert "oct.\u00a02024" in compact_json(spec)
    assert "sept.\u00a02024" not in compact_json(spec)


def test_the_lag_is_an_expectation_in_words():
    spec = pair_chart(a_tandem(), locale=FRENCH)

    words = " ".join(texts_in(spec))

    assert "effet attendu" in words
    assert "cause" not in words


def test_every_value_has_a_description_that_names_its_metric():
    spec = pair_chart(a_tandem(), locale=ENGLISH)

    described = [text for text in strings_in(spec["layer"]) if text.startswith("Day-7 activation,")]

    assert len(described) == 25
    assert (
        described[-6]
        == "Day-7 activation, May\u00a02026: 46.0%, target 50.0%, restated (was 48.5%)"
    )


def test_an_export_has_nothing_to_point_at():
    spec = pair_chart(a_tandem(), locale=FRENCH, interactive=False)

    assert all("params" not in layer for layer in layers_of(spec))
    assert "tooltip" not in compact_json(spec)


def test_charts_of_a_wall_share_their_geometry():
    with_launch = pair_chart(a_tandem(), locale=FRENCH, size=WALL)
    without = pair_chart(a_tandem(launches=()), locale=FRENCH, size=WALL)

    assert with_launch["height"] > without["height"], "the launches are named below"
    assert [scale["range"] for scale in scales_of(with_launch)] == [
        scale["range"] for scale in scales_of(without)
    ]


def test_a_forecast_is_drawn_beyond_the_last_month():
    spec = pair_chart(gallery()["forecast"], locale=FRENCH)

    (scale,) = scales_of(spec, "x")[:1]
    seen = set(texts_in(spec))

    assert scale["domain"] == [0, 25]
    assert "Prévision 51,0\u202f%" in seen
    assert "48,0\u202f%" in seen


numbers = st.one_of(
    st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(-1e4, 1e4), st.just(0.0)
)
units = st.sampled_from(["%", "EUR", "kEUR", "s", "count", "kcount", "score", "days"])


@st.composite
def series(draw, kind):
    values = draw(st.lists(numbers, max_size=50))
    restated = draw(st.dictionaries(st.integers(0, 60), st.floats(-1e6, 1e6), max_size=3))
    return a_series(
        values,
        former=restated.items(),
        kind=kind,
        unit=draw(units),
        decimals=draw(st.one_of(st.none(), st.integers(0, 3))),
        aggregation=draw(st.sampled_from(["sum", "mean", "last", None])),
        name_fr=draw(st.one_of(st.none(), st.text(max_size=60))),
    )


@settings(max_examples=60)
@given(
    product=series("product"),
    business=series("business"),
    days=st.lists(st.dates(date(2022, 6, 1), date(2027, 6, 1)), max_size=12),
    lag=st.integers(0, 12),
    size=st.sampled_from(SIZES),
)
def test_any_series_can_be_drawn(product, business, days, lag, size):
    launches = [a_launch(k, day) for k, day in enumerate(sorted(days), start=1)]
    tandem = a_tandem(product, business, launches, lag=lag, product_forecast=a_band())

    spec = pair_chart(tandem, locale=FRENCH, size=size)

    assert compact_json(spec)
    assert all(low < high for low, high in (scale["domain"] for scale in scales_of(spec)))
