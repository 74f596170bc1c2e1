"""Names and values at the end of the lines."""

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.end_labels import end_labels, last_value, restated_labels, right_margin
from lib.charts.drawing.theme import LARGE, PHONE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.panels import place_panel
from lib.i18n.translate import locale
from tests.charts.gallery import a_band, a_series

FULL = ChartContext(LARGE, "light", locale("fr"))
CARD = ChartContext(WALL, "light", locale("fr"))
ON_PHONE = ChartContext(PHONE, "light", locale("fr"))


def panel_of(values, context=FULL, band=None, **changes):
    series = a_series(values, **changes)
    window = window_of([series], [band], most=25)
    return place_panel(series, window, context, top=40, band=band)


def texts(labels):
    return [label.t for label in labels]


def test_a_full_chart_names_value_target_and_prior_year():
    labels = end_labels(panel_of([40.0 + k for k in range(24)]), FULL)

    assert texts(labels) == ["63,0\u202f%", "Cible 50,0\u202f%", "Année préc. 51,0\u202f%"]


def test_a_card_leaves_the_prior_year_unnamed_and_a_phone_names_none():
    panel = panel_of([40.0 + k for k in range(24)])

    assert texts(end_labels(panel, CARD)) == ["63,0\u202f%", "Cible 50,0\u202f%"]
    assert end_labels(panel, ON_PHONE) == []


def test_labels_of_equal_values_do_not_meet():
    heights = sorted(label.y for label in end_labels(panel_of([50.0] * 24), FULL))

    assert heights[1] - heights[0] >= FULL.size.font
    assert heights[2] - heights[1] >= FULL.size.font


def test_a_late_series_says_its_month():
    labels = end_labels(panel_of([40.0] * 20 + [None] * 2), FULL)

    assert texts(labels)[:2] == ["40,0\u202f%", "août\u00a02024"]


def test_a_forecast_takes_the_end_and_the_value_stands_by_its_point():
    panel = panel_of([40.0] * 46, band=a_band(44.0))

    assert texts(end_labels(panel, FULL))[0] == "Prévision 45,0\u202f%"
    assert texts(last_value(panel, FULL)) == ["40,0\u202f%"]


def test_a_card_keeps_the_value_even_before_a_forecast():
    panel = panel_of([40.0] * 46, CARD, band=a_band(44.0))

    assert texts(end_labels(panel, CARD))[0] == "40,0\u202f%"
    assert last_value(panel, CARD) == []


def test_on_a_phone_the_value_stands_above_the_lines():
    values = [40.0 + k for k in range(24)]
    panel = panel_of(values, ON_PHONE)

    (label,) = last_value(panel, ON_PHONE)

    assert label.y < min(panel.scale.pixel(value) for value in values[-3:])


def test_a_series_without_values_has_no_end():
    panel = panel_of([None] * 12, targets=(None,) * 12)

    assert end_labels(panel, FULL) == []
    assert last_value(panel, ON_PHONE) == []


def test_the_margin_holds_the_widest_label():
    short, long = (end_labels(panel_of([value] * 24, unit="EUR"), FULL) for value in (1.0, 8_888.0))

    assert right_margin(()) < right_margin(short) < right_margin(long)


def test_restated_months_have_an_r():
    panel = panel_of([40.0] * 24, former=[(20, 44.0)])

    (label,) = restated_labels(panel, FULL)

    assert (label.t, label.x, label.f) == ("r", 20.5, "italic")
    assert label.y < panel.scale.pixel(44.0)
