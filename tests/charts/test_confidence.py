"""The path of confidence: a point a month, falls marked and numbered."""

import altair
import pytest

from lib.charts.confidence import confidence_chart, confidence_text
from lib.i18n.translate import LANGUAGES, locale
from tests.charts.okr_gallery import a_line, line_sets

ENGLISH = locale("en")


def values_of(spec, **wanted):
    """Return the rows of the layers whose mark has these properties."""
    return [
        row
        for layer in spec["layer"]
        if wanted.items() <= layer["mark"].items()
        for row in layer["data"]["values"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", line_sets())
def test_every_form_is_valid_vega_lite(name, language):
    for theme in ("light", "dark"):
        spec = confidence_chart(line_sets()[name], locale=locale(language), theme=theme)

        assert altair.LayerChart.from_dict(spec, validate=True)


def test_each_month_is_a_point_and_more_confidence_stands_higher():
    spec = confidence_chart((a_line(path=(1, 10)),), locale=ENGLISH, theme="light")

    low, high = values_of(spec, type="point")
    assert low["x"] < high["x"]
    assert low["y"] > high["y"]


def test_a_fall_of_two_is_marked_with_its_sign_and_figure():
    spec = confidence_chart((a_line(path=(7, 7, 5, 4)),), locale=ENGLISH, theme="light")

    (fall,) = values_of(spec, type="rule", strokeWidth=3)
    assert fall["text"] == "▼ 5"


def test_a_fall_never_joins_two_key_results():
    lines = (a_line("K1", path=(9, 9)), a_line("K2", path=(2, 2)))

    spec = confidence_chart(lines, locale=ENGLISH, theme="light")

    assert values_of(spec, type="rule", strokeWidth=3) == []


def test_without_confidence_the_row_says_so():
    line = a_line(path=())

    spec = confidence_chart((line,), locale=ENGLISH, theme="light")

    assert "no confidence reported" in [row["none"] for row in values_of(spec, fontSize=14)]
    assert confidence_text(line, ENGLISH) == "Result K1: no confidence reported"


def test_the_path_has_a_text():
    assert confidence_text(a_line(path=(7, 6)), ENGLISH) == (
        "Result K1, confidence out of 10: Jan 7, Feb 6"
    )
