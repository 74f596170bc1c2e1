"""The chart of pace: bars from zero, states in words, kinds apart."""

import altair
import pytest

from lib.charts.objectives import pace_chart
from lib.charts.rows.key_results import GAP, HEADING, ROW
from lib.i18n.translate import LANGUAGES, locale
from tests.charts.okr_gallery import a_line, line_sets, objective_of

ENGLISH = locale("en")
HEADINGS = {"committed": "Committed", "aspirational": "Aspirational"}


def rows_of(spec):
    return spec["layer"][0]["data"]["values"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", line_sets())
def test_every_form_is_valid_vega_lite(name, language, theme):
    objective = objective_of(*line_sets()[name])
    spec = pace_chart(objective, locale=locale(language), theme=theme, headings=HEADINGS)

    assert altair.LayerChart.from_dict(spec, validate=True)


def test_the_bar_is_the_grade_and_the_mark_the_elapsed_time():
    spec = pace_chart(objective_of(a_line(value=6.0)), locale=ENGLISH, theme="light")

    (row,) = rows_of(spec)
    assert row["grade"] == pytest.approx(0.6, abs=1e-9)
    assert row["elapsed"] == pytest.approx(10 / 12, abs=1e-9)


def test_bars_start_at_zero_and_end_at_one():
    spec = pace_chart(objective_of(a_line()), locale=ENGLISH, theme="light")

    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_a_state_has_a_sign_and_a_word():
    spec = pace_chart(objective_of(a_line(value=9.9)), locale=ENGLISH, theme="light")

    assert rows_of(spec)[0]["state"] == "● on pace"
    assert "on pace" in spec["description"]


def test_a_missing_value_is_no_data_and_no_bar():
    spec = pace_chart(objective_of(a_line(value=None, path=())), locale=ENGLISH, theme="light")

    assert rows_of(spec)[0]["grade"] == 0
    assert rows_of(spec)[0]["state"] == "– no data"
    assert "n/a" in rows_of(spec)[0]["figures"]


def test_with_headings_kinds_stand_apart_the_committed_first():
    lines = (a_line("K1", kind="aspirational"), a_line("K2"))

    spec = pace_chart(objective_of(*lines), locale=ENGLISH, theme="light", headings=HEADINGS)

    names = next(layer for layer in spec["layer"] if layer["encoding"]["y"].get("field") == "y")
    assert [row["text"] for row in names["data"]["values"]] == ["Result K2", "Result K1"]
    assert spec["height"] == 2 * (HEADING + ROW) + GAP
    assert "grade 0.60 · pace 72%" in rows_of(spec)[0]["state"]


def test_key_results_of_one_name_keep_a_row_each():
    spec = pace_chart(objective_of(*line_sets()["same names"]), locale=ENGLISH, theme="light")

    assert len({row["drawn"] for row in rows_of(spec)}) == 2
