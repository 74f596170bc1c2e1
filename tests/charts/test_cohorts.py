"""Cohort curves before and after a launch."""

import altair
import pytest

from lib.charts.cohorts import cohort_chart
from lib.i18n.translate import LANGUAGES, locale
from lib.wording.squads import cohort_sentence
from tests.builders import a_metric
from tests.charts.gallery import layers_of
from tests.charts.okr_gallery import a_comparison

RATE = a_metric("retention", unit="%", decimals=1)
FORMS = {
    "both sides": a_comparison(RATE),
    "before alone": a_comparison(RATE, after=False),
    "one age": a_comparison(RATE, ages=1),
    "no age": a_comparison(RATE, ages=0),
}


def chart(name, language="en", **changes):
    return cohort_chart(FORMS[name], **{"locale": locale(language), "theme": "light", **changes})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_valid_vega_lite(name, language):
    for theme in ("light", "dark"):
        spec = chart(name, language, theme=theme)

        assert altair.LayerChart.from_dict(spec, validate=True)


def test_the_common_start_is_left_out():
    rows = chart("both sides")["layer"][0]["data"]["values"]

    assert [row["x"] for row in rows] == [1, 2, 3, 4, 5]


def rows_with(spec, field):
    layers = [layer for layer in layers_of(spec) if "data" in layer]
    return [row for layer in layers for row in layer["data"]["values"] if field in row]


def test_each_curve_ends_with_its_side():
    ends = [row["text"] for row in rows_with(chart("both sides"), "dy")]

    assert list(dict.fromkeys(ends)) == ["before", "after"]


def test_the_age_compared_is_marked_with_the_values_of_the_sentence():
    marked = {row["text"] for row in rows_with(chart("both sides"), "y2")}
    sentence = cohort_sentence(FORMS["both sides"], locale("en"))

    assert marked == {"at 5 months: 49.0% after, 45.0% before"}
    assert "49.0% after" in sentence
    assert "45.0% before" in sentence
    assert rows_with(chart("before alone"), "y2") == []


def test_the_description_has_every_age():
    assert (
        "age 1 months: 49.0% before the launch, 53.0% after" in chart("both sides")["description"]
    )
