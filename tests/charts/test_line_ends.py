"""Names and values at the end of the lines."""

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.end_labels import end_labels, last_value, restated_labels, right_margin
from lib.charts.drawing.theme import LARGE, PHONE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.panels import panel
from lib.i18n.translate import locale
from tests.charts.gallery import a_band, a_series

FULL = ChartContext(LARGE, "light", locale("fr"))
CARD = ChartContext(WALL, "light", locale("fr"))
HAND = ChartContext(PHONE, "light", locale("fr"))


def panel_of(values, context=FULL, band=None, **changes):
    series = a_series(values, **changes)
    window = window_of([series], [band], most=25)
    return panel(series, window, context, top=40, band=band)


def words(labels):
    return [label.t for label in labels]


def test_a_full_chart_names_value_target_and_prior_year():
    labels = end_labels(panel_of([40.0 + k for k in range(24)]), FULL)

    assert words(labels) == ["63,0\u202f%", "Cible 50,0\u202f%", "Année préc. 51,0\u202f%"]


def test_a_card_leaves_the_prior_year_unnamed_and_a_phone_names_none():
    drawn = panel_of([40.0 + k for k in range(24)])

    assert words(end_labels(drawn, CARD)) == ["63,0\u202f%", "Cible 50,0\u202f%"]
    assert end_labels(drawn, HAND) == []


def test_labels_of_equal_values_do_not_meet():
    heights = sorted(label.y for label in end_labels(panel_of([50.0] * 24), FULL))

    assert heights[1] - heights[0] >= FULL.size.font
    assert heights[2] - heights[1] >= FULL.size.font


def test_a_late_series_says_its_month():
    labels = end_labels(panel_of([40.0] * 20 + [None] * 2), FULL)

    assert words(labels)[:2] == ["40,0\u202f%", "août\u00a02024"]


def test_a_forecast_takes_the_end_and_the_value_stands_by_its_point():
    drawn = panel_of([40.0] * 46, band=a_band(44.0))

    assert words(end_labels(drawn, FULL))[0] == "Prévision 45,0\u202f%"
    assert words(last_value(drawn, FULL)) == ["40,0\u202f%"]


def test_a_card_keeps_the_value_even_before_a_forecast():
    drawn = panel_of([40.0] * 46, CARD, band=a_band(44.0))

    assert words(end_labels(drawn, CARD))[0] == "40,0\u202f%"
    assert last_value(drawn, CARD) == []


def test_on_a_phone_the_value_stands_above_the_lines():
    values = [40.0 + k for k in range(24)]
    drawn = panel_of(values, HAND)

    (label,) = last_value(drawn, HAND)

    assert label.y < min(drawn.scale.pixel(value) for value in values[-3:])


def test_a_series_without_values_has_no_end():
    drawn = panel_of([None] * 12, targets=(None,) * 12)

    assert end_labels(drawn, FULL) == []
    assert last_value(drawn, HAND) == []


def test_the_margin_holds_the_widest_label():
    short, long = (end_labels(panel_of([one] * 24, unit="EUR"), FULL) for one in (1.0, 8_888.0))

    assert right_margin(()) < right_margin(short) < right_margin(long)


def test_restated_months_bear_an_r():
    drawn = panel_of([40.0] * 24, former=[(20, 44.0)])

    (label,) = restated_labels(drawn, FULL)

    assert (label.t, label.x, label.f) == ("r", 20.5, "italic")
    assert label.y < drawn.scale.pixel(44.0)
