"""Effort against the agreed split: columns from zero, drifts named by sign and figure."""

import altair
import pytest

from lib.charts.squads import effort_chart
from lib.i18n.translate import LANGUAGES, locale
from lib.wording.squads import points_text, share_text
from tests.charts.okr_gallery import a_split

ENGLISH = locale("en")
FORMS = {
    "kept": a_split((0.6, 0.25, 0.15), (0.58, 0.26, 0.16)),
    "drifting": a_split((0.6, 0.25, 0.15), (0.3, 0.3, 0.4)),
    "one month": a_split((1.0, 0.0, 0.0)),
    "nothing agreed": a_split((0.6, 0.25, 0.15), agreed=(None, None, None)),
    "a year": a_split(*[(0.5, 0.3, 0.2)] * 12),
}


def columns_of(spec):
    return next(
        layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == "rect"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_valid_vega_lite(name, language):
    for theme in ("light", "dark"):
        spec = effort_chart(FORMS[name], locale=locale(language), theme=theme)

        assert altair.LayerChart.from_dict(spec, validate=True)


def test_columns_are_as_high_as_their_share_from_zero():
    columns = columns_of(effort_chart(FORMS["kept"], locale=ENGLISH, theme="light"))

    heights = [column["y0"] - column["y"] for column in columns[:3]]
    assert heights[0] / heights[1] == pytest.approx(0.6 / 0.25, rel=0.02)
    assert heights[0] / heights[2] == pytest.approx(0.6 / 0.15, rel=0.02)


def test_a_drift_beyond_ten_points_is_marked_and_the_latest_numbered():
    columns = columns_of(effort_chart(FORMS["drifting"], locale=ENGLISH, theme="light"))

    assert [column["named"] for column in columns] == [False] * 3 + [True, False, True]
    assert [column["text"] for column in columns[3:]] == ["−30\u00a0pp", "", "+25\u00a0pp"]


def test_shares_have_a_text():
    split = FORMS["drifting"]

    assert share_text(split.months[-1].kinds[2], ENGLISH) == (
        "Repair: 40% of the effort, 15% agreed"
    )
    assert points_text(-4.6, locale("fr")) == "−5\u00a0pt"
    assert "no share agreed" in share_text(FORMS["nothing agreed"].kinds[0], ENGLISH)
