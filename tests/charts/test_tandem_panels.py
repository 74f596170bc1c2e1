"""One panel: lines for rates, columns for flows, and what stands with them."""

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.panels import is_flow, panel, panel_layers
from lib.i18n.translate import locale
from tests.charts.gallery import a_band, a_series, layers_of

STYLE = ChartContext(LARGE, "light", locale("fr"))
RATE = a_series([20.0 + k for k in range(30)], former=[(28, 50.0)])
FLOW = a_series([20.0 + k for k in range(30)], former=[(28, 50.0)], aggregation="sum", unit="EUR")


def panel_of(series, context=STYLE, band=None, **changes):
    window = window_of([series], [band], most=25)
    return panel(series, window, context, top=40, band=band, **changes)


def marks_of(drawn, context=STYLE):
    return [layer["mark"] for layer in layers_of(panel_layers(drawn, context))]


def types_of(drawn, context=STYLE):
    return [mark["type"] for mark in marks_of(drawn, context)]


def test_what_adds_up_is_a_flow():
    assert is_flow(FLOW)
    assert not is_flow(RATE)
    assert not is_flow(a_series([1.0], aggregation="last"))


def test_a_rate_is_a_line_and_a_flow_is_columns():
    assert "line" in types_of(panel_of(RATE))
    assert "rect" not in types_of(panel_of(RATE))
    assert types_of(panel_of(FLOW))[0] == "rect"
    assert "line" not in types_of(panel_of(FLOW))


def test_product_and_business_keep_their_colours():
    product, business = panel_of(RATE), panel_of(a_series([1.0, 2.0], kind="business"))

    assert product.color == STYLE.palette.product
    assert business.color == STYLE.palette.business_text


def test_a_panel_shows_what_stands_beside_its_series():
    assert panel_of(RATE, beside=[90.0, None]).scale.high > 90
    assert panel_of(RATE).scale.high < 90


def test_the_forecast_starts_at_the_last_value():
    values = a_series([50.0] * 46)

    rows = panel_layers(panel_of(values, band=a_band(60.0)), STYLE)["data"]["values"]

    assert [row.get("e") for row in rows[-4:]] == [None, 50.0, 60.0, 61.0]
    assert (rows[-1]["lo"], rows[-1]["hi"]) == (57.0, 65.0)


def test_a_forecast_of_a_flow_is_outlined_columns_with_their_interval():
    values = a_series([50.0] * 46, aggregation="sum")

    marks = marks_of(panel_of(values, band=a_band(60.0)))

    assert [mark.get("fillOpacity") for mark in marks if mark["type"] == "rect"] == [None, 0.15]


def test_a_restated_month_keeps_its_former_value_dotted():
    on_line = [mark for mark in marks_of(panel_of(RATE)) if mark.get("strokeDash") == [2, 2]]
    on_columns = [mark for mark in marks_of(panel_of(FLOW)) if mark.get("strokeDash") == [2, 2]]

    assert [mark["type"] for mark in on_line] == ["rule"]
    assert [mark["type"] for mark in on_columns] == ["rect"]


def test_small_cards_leave_restatements_and_descriptions_out():
    small = ChartContext(WALL, "light", locale("fr"))

    group = panel_layers(panel_of(RATE, small), small)

    assert "[2, 2]" not in str(group)
    assert all("d" not in row for row in group["data"]["values"])


def test_a_lone_month_is_a_point_on_a_small_card():
    small = ChartContext(WALL, "light", locale("fr"))
    lone = a_series([1.0, 2.0, None, 3.0, None, 4.0, 5.0])

    assert "point" in types_of(panel_of(lone, small), small)
    assert "point" not in types_of(panel_of(a_series([1.0] * 8), small), small)


def test_the_target_steps_with_its_level():
    series = a_series([10.0] * 6, targets=(8.0, 8.0, 8.0, 9.0, 9.0, None))

    layers = panel_layers(panel_of(series), STYLE)["layer"]
    steps = next(layer["data"]["values"] for layer in layers if "data" in layer)

    assert steps == [{"x": 0, "x2": 3, "v": 8.0}, {"x": 3, "x2": 5, "v": 9.0}]
