"""One panel: lines for rates, columns for flows, and the parts beside them."""

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.drawing.window import window_of
from lib.charts.pairs.panels import is_flow, panel_rows, place_panel
from lib.i18n.translate import locale
from tests.charts.gallery import a_band, a_series

STYLE = ChartContext(LARGE, "light", locale("fr"))
RATE = a_series([20.0 + k for k in range(30)], former=[(28, 50.0)])
FLOW = a_series([20.0 + k for k in range(30)], former=[(28, 50.0)], aggregation="sum", unit="EUR")


def panel_of(series, context=STYLE, band=None, **changes):
    window = window_of([series], [band], most=25)
    return place_panel(series, window, context, top=40, band=band, **changes)


def parts_of(panel, context=STYLE):
    """Give the datasets of a panel that hold rows."""
    return {name for name, rows in panel_rows(panel, context, "upper").items() if rows}


def test_what_adds_up_is_a_flow():
    assert is_flow(FLOW)
    assert not is_flow(RATE)
    assert not is_flow(a_series([1.0], aggregation="last"))


def test_a_rate_is_a_line_and_a_flow_is_columns():
    assert "upper_values" in parts_of(panel_of(RATE))
    assert "upper_columns" not in parts_of(panel_of(RATE))
    assert "upper_columns" in parts_of(panel_of(FLOW))
    assert "upper_values" not in parts_of(panel_of(FLOW))


def test_product_and_business_keep_their_colours():
    product, business = panel_of(RATE), panel_of(a_series([1.0, 2.0], kind="business"))

    assert product.color == STYLE.palette.product
    assert business.color == STYLE.palette.business_text


def test_the_scale_covers_values_beside_the_series():
    assert panel_of(RATE, beside=[90.0, None]).scale.high > 90
    assert panel_of(RATE).scale.high < 90


def test_the_forecast_starts_at_the_last_value():
    values = a_series([50.0] * 46)

    rows = panel_rows(panel_of(values, band=a_band(60.0)), STYLE, "upper")

    assert [row["v"] for row in rows["upper_forecast"]] == [50.0, 60.0, 61.0]
    assert [row["lo"] for row in rows["upper_band"]] == [50.0, 57.0, 57.0]
    assert rows["upper_band"][-1]["hi"] == 65.0


def test_a_forecast_of_a_flow_is_outlined_columns_with_their_interval():
    values = a_series([50.0] * 46, aggregation="sum")

    parts = parts_of(panel_of(values, band=a_band(60.0)))

    assert {"upper_columns", "upper_expected_columns", "upper_errors"} <= parts


def test_a_restated_month_keeps_its_former_value_dotted():
    on_line, on_columns = (panel_rows(panel_of(series), STYLE, "upper") for series in (RATE, FLOW))

    assert [row["o"] for row in on_line["upper_former"]] == [50.0]
    assert [row["o"] for row in on_columns["upper_former_columns"]] == [50.0]


def test_small_cards_leave_restatements_and_descriptions_out():
    small = ChartContext(WALL, "light", locale("fr"))

    rows = panel_rows(panel_of(RATE, small), small, "upper")

    assert "upper_former" not in rows
    assert all("d" not in row for values in rows.values() for row in values)


def test_a_lone_month_is_a_point_on_a_small_card():
    small = ChartContext(WALL, "light", locale("fr"))
    lone = a_series([1.0, 2.0, None, 3.0, None, 4.0, 5.0])

    assert "upper_lone" in parts_of(panel_of(lone, small), small)
    assert "upper_lone" not in parts_of(panel_of(a_series([1.0] * 8), small), small)


def test_the_target_steps_with_its_level():
    series = a_series([10.0] * 6, targets=(8.0, 8.0, 8.0, 9.0, 9.0, None))

    steps = panel_rows(panel_of(series), STYLE, "upper")["upper_targets"]

    assert steps == [{"x": 0, "x2": 3, "v": 8.0}, {"x": 3, "x2": 5, "v": 9.0}]
