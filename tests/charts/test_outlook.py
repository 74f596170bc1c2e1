"""The chart of the outlook of a key result."""

import altair
import pytest

from lib.charts.outlook import outlook_chart
from lib.i18n.translate import LANGUAGES, locale
from lib.views.outlook import Outlook
from tests.charts.gallery import HOSTILE
from tests.charts.okr_gallery import a_forecast, a_line, a_silent_outlook

FORMS = {
    "forecast": a_line(outlook=a_forecast()),
    "pace alone": a_line(outlook=a_silent_outlook()),
    "ended": a_line(outlook=a_silent_outlook("ended")),
    "nothing": a_line(outlook=Outlook("no_value", "check_ins", (), (), a_forecast().ends)),
    "hostile": a_line(name_fr=HOSTILE, name_en=HOSTILE, outlook=a_forecast()),
}


def chart(name, language="en", **changes):
    return outlook_chart(FORMS[name], **{"locale": locale(language), "theme": "light", **changes})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_valid_vega_lite(name, language):
    for theme in ("light", "dark"):
        spec = chart(name, language, theme=theme)

        assert altair.LayerChart.from_dict(spec, validate=True)


def test_the_tooltip_has_the_forecast_with_its_interval():
    hovered = chart("forecast")["layer"][-1]["data"]["values"]

    assert hovered[-1]["a"] == "forecast 6.2%, from 5.5% to 6.9%"
    assert hovered[0]["a"].startswith("4.")


def test_without_a_forecast_no_month_is_invented():
    hovered = chart("pace alone")["layer"][-1]["data"]["values"]

    assert not any("forecast" in row["a"] for row in hovered)
