"""One metric alone: spark, and chart with its ordinary variation."""

import json

import altair
import pytest

from lib.charts.pairs.metric_series import Expectation, series_chart, spark_chart
from lib.i18n.translate import LANGUAGES, locale
from tests.charts.gallery import HOSTILE, a_series, layers_of, scales_of, texts_in

FRENCH = locale("fr")
SERIES = {
    "full": a_series([40.0 + k % 5 for k in range(46)]),
    "flow": a_series([40.0 + k % 5 for k in range(46)], unit="kEUR", aggregation="sum"),
    "holes": a_series([None if k % 4 == 1 else 40.0 for k in range(46)]),
    "one point": a_series([3.0]),
    "all missing": a_series([None] * 20),
    "no months": a_series([]),
    "hostile": a_series([1.0] * 20, name_fr=HOSTILE, name_en=HOSTILE),
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("draw", [spark_chart, series_chart])
def test_a_series_is_valid_vega_lite(draw, name):
    spec = draw(SERIES[name], locale=FRENCH, theme="light")

    checked = altair.LayerChart.from_dict(spec, validate=True)

    assert checked.description == spec["description"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SERIES)
def test_a_spark_is_small(name, theme, language):
    spec = spark_chart(SERIES[name], locale=locale(language), theme=theme)

    assert spec["height"] < 70
    assert len(json.dumps(spec, allow_nan=False)) < 9_000


def test_columns_of_a_spark_start_at_zero():
    (scale,) = scales_of(spark_chart(SERIES["flow"], locale=FRENCH, theme="light"))

    assert scale["domain"][0] == 0


def test_a_spark_points_at_its_last_value():
    spec = spark_chart(SERIES["holes"], locale=FRENCH, theme="light")

    points = [
        layer["data"]["values"]
        for layer in layers_of(spec)
        if layer["mark"]["type"] == "point" and layer["mark"]["size"] == 40
    ]

    assert points == [[{"x": 11.5, "v": 40.0}]]


def test_a_month_outside_its_ordinary_variation_is_a_diamond_with_its_value():
    months = range(46)
    expectation = Expectation(
        low=tuple(38.0 for _ in months),
        high=tuple(46.0 for _ in months),
        flagged=tuple(k == 40 for k in months),
    )
    series = a_series([60.0 if k == 40 else 42.0 for k in months])

    spec = series_chart(series, locale=FRENCH, theme="dark", expectation=expectation)
    shapes = [layer["mark"].get("shape") for layer in layers_of(spec)]

    assert shapes.count("diamond") == 1
    assert "60,0\u202f%" in set(texts_in(spec))


def test_a_month_without_value_is_never_flagged():
    expectation = Expectation(low=(1.0,) * 3, high=(2.0,) * 3, flagged=(True,) * 3)

    spec = series_chart(a_series([None] * 3), locale=FRENCH, theme="light", expectation=expectation)

    assert "diamond" not in json.dumps(spec)


def test_the_band_is_always_visible():
    expectation = Expectation(low=(None, -80.0), high=(None, 90.0), flagged=(False, False))

    spec = series_chart(a_series([1.0, 2.0]), locale=FRENCH, theme="light", expectation=expectation)
    (scale,) = scales_of(spec)

    assert scale["domain"][0] < -80
    assert scale["domain"][1] > 90


def test_a_series_says_that_its_scale_is_truncated():
    spec = series_chart(SERIES["full"], locale=FRENCH, theme="light")

    assert any("L’échelle ne part pas de zéro." in text for text in texts_in(spec))
