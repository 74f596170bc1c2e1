"""The tandem chart: a product metric above its paired business metric, on one calendar.

One Vega-Lite view holds both panels; each has its own vertical scale on its own slice of the
height, so the calendar is shared exactly, lines may run through both, and no axis is ever dual.
"""

from dataclasses import dataclass

from lib.charts.drawing import axes, end_labels, marks
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.footer import Footer, pair_footer
from lib.charts.drawing.frame import empty_chart, finished, header, hover
from lib.charts.drawing.marks import Text
from lib.charts.drawing.theme import LARGE, Size, Spec
from lib.charts.drawing.window import Window, window_of
from lib.charts.pairs import launches
from lib.charts.pairs.descriptions import pair_description, pair_hover
from lib.charts.pairs.launches import Lane
from lib.charts.pairs.panels import Panel, panel, panel_layers
from lib.charts.palette import ThemeName
from lib.i18n.translate import Locale
from lib.views.series import PairSeries

_LANE_ROW = 26
_SMALL_LANE_ROW = 18


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Everything placed, before it is written as layers."""

    product: Panel
    business: Panel
    window: Window
    lane: Lane
    ends: tuple[Text, ...]
    left: float
    context: ChartContext

    @property
    def panels(self) -> tuple[Panel, Panel]:
        return self.product, self.business

    @property
    def right(self) -> float:
        return max(end_labels.right_margin(self.ends), 14.0 if self.context.size.narrow else 86.0)

    @property
    def plot(self) -> float:
        return self.context.size.width - self.left - self.right


def pair_chart(
    tandem: PairSeries,
    *,
    locale: Locale,
    theme: ThemeName = "light",
    size: Size = LARGE,
    interactive: bool = True,
) -> Spec:
    """Return the Vega-Lite specification of a tandem chart.

    Parameters
    ----------
    size
        ``LARGE``, ``WALL``, ``PHONE`` or ``PHONE_WALL``.
    interactive
        Whether months answer to the pointer; exports do without.
    """
    context = ChartContext(size, theme, locale)
    description = pair_description(tandem, locale)
    bands = (tandem.product_forecast, tandem.business_forecast)
    window = window_of((tandem.product, tandem.business), bands, most=size.months)
    if window is None:
        return empty_chart(context, description=description)
    drawing = _place(tandem, window, context)
    footer = pair_footer(drawing.panels, drawing.lane, context, left=drawing.left)
    layers = [*_panel_layers(drawing), *_launch_layers(drawing), *footer.layers]
    layers.append(marks.texts(_texts(drawing, footer), context.palette, halo=True))
    if interactive:
        layers.append(_hover(drawing))
    layers[0]["encoding"]["x"]["scale"] = marks.x_scale(len(window), drawing.left, drawing.right)
    return finished(layers, context, height=footer.bottom, description=description)


def _place(tandem: PairSeries, window: Window, context: ChartContext) -> _Drawing:
    """Return every part at its pixels: header, lane, panel, connectors, panel."""
    size = context.size
    lane_top = size.font + 12.0
    flags = launches.place_flags(tandem.launches, window, context, plot=size.width - 170.0)
    row = _LANE_ROW if context.detailed else _SMALL_LANE_ROW
    rows = launches.lane_rows(flags)
    top = lane_top + (rows if context.detailed else max(rows, 1)) * row + 4
    product = panel(tandem.product, window, context, top=top, band=tandem.product_forecast)
    below = product.scale.bottom + size.gap
    business = panel(tandem.business, window, context, top=below, band=tandem.business_forecast)
    lane = Lane(
        flags=flags,
        top=lane_top,
        row_height=row,
        panel_bottom=product.scale.bottom + 2,
        business_top=below - size.font - 10,
        expected_top=business.scale.top,
        business_bottom=business.scale.bottom,
        months=len(window),
        lag=tandem.pair.lag_months,
    )
    both = [product, business]
    ends = tuple(text for one in both for text in end_labels.end_labels(one, context))
    return _Drawing(product, business, window, lane, ends, axes.left_margin(both, context), context)


def _panel_layers(drawing: _Drawing) -> list[Spec]:
    context = drawing.context
    lines = [line for one in drawing.panels for line in axes.grid(one, context)]
    return [marks.rules(lines), *(panel_layers(one, context) for one in drawing.panels)]


def _launch_layers(drawing: _Drawing) -> list[Spec]:
    lane, context = drawing.lane, drawing.context
    if not lane.flags:
        return []
    layers = [marks.rules(launches.solid_lines(lane, context.palette))]
    palette = context.palette
    if drawing.business.bars:  # on columns, dots need a ground of their own
        layers.append(marks.rules(launches.expected_lines(lane, palette.background, 1.4)))
    expected = launches.expected_lines(lane, palette.muted, 1.2)
    layers.append(marks.rules(expected, dash=marks.FORMER_DASH))
    if context.detailed:
        layers.append(launches.badges(lane, context))
    return layers


def _hover(drawing: _Drawing) -> Spec:
    context, (product, business) = drawing.context, drawing.panels
    rows = pair_hover(
        product.series, business.series, context.locale, is_brief=not context.detailed
    )
    return hover(rows, context, top=product.scale.top, bottom=business.scale.bottom)


def _texts(drawing: _Drawing, footer: Footer) -> list[Text]:
    context, lane = drawing.context, drawing.lane
    rows = [*drawing.ends, *footer.texts]
    half = context.size.font / 2
    rows.append(header(drawing.product, context, y=half + 3, left=drawing.left))
    y = drawing.business.scale.top - half - 8
    rows.append(header(drawing.business, context, y=y, left=drawing.left))
    for one in drawing.panels:
        rows += axes.tick_labels(one, context)
        rows += axes.missing_labels(one, context)
        rows += end_labels.last_value(one, context)
        if context.detailed:
            rows += end_labels.restated_labels(one, context)
    if context.detailed:
        rows += launches.names(lane, context)
        rows += launches.lag_labels(lane, context, plot=drawing.plot)
    else:
        rows += launches.small_numbers(lane, context)
    return rows + axes.calendar_labels(drawing.window, drawing.business.scale.bottom + 13, context)
