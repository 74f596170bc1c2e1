"""The pair chart: a product metric above its paired business metric, on one calendar.

One Vega-Lite view holds both panels; each has its own vertical scale on its own slice of the
height, so the calendar is shared exactly, lines may run through both, and no axis is ever dual.

The server does not know the width of the page, so the chart holds a wide and a narrow drawing of
what depends on it (names of launches, labels at the ends of the lines, notes) and Vega shows the
one that fits. Those places are computed here in pixels, because Vega keeps no text clear of
another.
"""

from dataclasses import dataclass

from lib.charts.drawing import axes, end_labels
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.footer import Footer, pair_footer
from lib.charts.drawing.frame import empty_chart, header, hover_rows
from lib.charts.drawing.marks import Text, adaptive_rows, as_rows
from lib.charts.drawing.theme import LARGE, Size, Spec
from lib.charts.drawing.window import Window, window_of
from lib.charts.pairs import launches
from lib.charts.pairs.descriptions import pair_description, pair_hover
from lib.charts.pairs.launches import Flag, Lane
from lib.charts.pairs.panels import Panel, panel_rows, panel_values, place_panel
from lib.charts.palette import ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.i18n.translate import Locale
from lib.views.series import PairSeries

_LANE_ROW = 26
_SMALL_LANE_ROW = 18


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Everything placed for one width, before it is written as rows of data."""

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

    @property
    def footer(self) -> Footer:
        return pair_footer(self.panels, self.lane, self.context, left=self.left)


def pair_chart(
    tandem: PairSeries,
    *,
    locale: Locale,
    theme: ThemeName = "light",
    size: Size = LARGE,
    width: int | None = None,
    interactive: bool = True,
) -> Spec:
    """Return the Vega-Lite specification of a pair chart.

    Parameters
    ----------
    size
        ``LARGE`` or ``WALL``.
    width
        Pixels of a picture; a page sets its own.
    interactive
        Whether months answer to the pointer; exports do without.
    """
    context = ChartContext(size, theme, locale)
    description = pair_description(tandem, locale)
    bands = (tandem.product_forecast, tandem.business_forecast)
    window = window_of((tandem.product, tandem.business), bands, most=size.months)
    if window is None:
        return empty_chart(context, description=description)
    wide, narrow = _place(tandem, window, context)
    wide_foot, narrow_foot = wide.footer, narrow.footer
    data = {
        **_shared_rows(wide),
        **_launch_rows(wide, narrow),
        **{name: [row] for name, row in narrow_foot.samples.items()},
        "texts": [
            *as_rows(_shared_texts(wide)),
            *adaptive_rows(_texts(wide, wide_foot), _texts(narrow, narrow_foot)),
        ],
        "hover": _hover(wide) if interactive else [],
    }
    values = {
        **panel_values(wide.product, "upper"),
        **panel_values(wide.business, "lower"),
        "months": len(window),
        "left": round(wide.left),
        "wide_right": round(wide.right),
        "narrow_right": round(narrow.right),
        "narrow_below": size.narrow_below,
        "wide_height": round(wide_foot.bottom),
        "narrow_height": round(narrow_foot.bottom),
        "hover_top": round(wide.product.scale.top),
        "hover_bottom": round(wide.business.scale.bottom),
    }
    tones = (("upper", wide.product.tone), ("lower", wide.business.tone))
    frame = Frame(width or size.width, wide_foot.bottom, description, theme, locale, tones)
    return fill("pair" if context.detailed else "pair_card", data, values, frame)


def _place(tandem: PairSeries, window: Window, context: ChartContext) -> tuple[_Drawing, _Drawing]:
    """Return the wide and the narrow drawing: the same panels, texts at their own places."""
    size = context.size
    lane_top = size.font + 12.0
    contexts = (context, context.slim)
    flags = [
        launches.place_flags(
            tandem.launches, window, side_context, plot=max(side_context.size.width - 170.0, 130.0)
        )
        for side_context in contexts
    ]
    row = _LANE_ROW if context.detailed else _SMALL_LANE_ROW
    rows = max(launches.lane_rows(placed) for placed in flags)
    top = lane_top + (rows if context.detailed else max(rows, 1)) * row + 4
    product = place_panel(tandem.product, window, context, top=top, band=tandem.product_forecast)
    below = product.scale.bottom + size.gap
    business = place_panel(
        tandem.business, window, context, top=below, band=tandem.business_forecast
    )

    def drawing(context: ChartContext, flags: tuple[Flag, ...]) -> _Drawing:
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
        both = (product, business)
        ends = tuple(text for panel in both for text in end_labels.end_labels(panel, context))
        return _Drawing(
            product, business, window, lane, ends, axes.left_margin(both, context), context
        )

    wide, narrow = map(drawing, contexts, flags)
    return wide, narrow


def _shared_rows(drawing: _Drawing) -> dict[str, list[Spec]]:
    """Return what is drawn alike at every width: the panels and the lines behind them."""
    context = drawing.context
    lines = [line for panel in drawing.panels for line in axes.grid(panel, context)]
    return {
        "grid": as_rows(lines),
        **panel_rows(drawing.product, context, "upper"),
        **panel_rows(drawing.business, context, "lower"),
    }


def _launch_rows(wide: _Drawing, narrow: _Drawing) -> dict[str, list[Spec]]:
    palette, lane = wide.context.palette, wide.lane
    solid = [launches.solid_lines(drawing.lane, palette) for drawing in (wide, narrow)]
    rows = {
        "launches": adaptive_rows(*solid),
        "expected": as_rows(launches.expected_lines(lane, palette.muted, 1.2)),
    }
    if wide.business.bars:  # on columns, dots need a ground of their own
        ground = launches.expected_lines(lane, palette.background, 1.4)
        rows["expected_ground"] = as_rows(ground)
    if wide.context.detailed:
        rows["badges"] = [
            row | {"only": only}
            for only, drawing in (("wide", wide), ("narrow", narrow))
            for row in launches.badges(drawing.lane, drawing.context)
        ]
    return rows


def _hover(drawing: _Drawing) -> list[Spec]:
    context, (product, business) = drawing.context, drawing.panels
    is_brief = not context.detailed
    return hover_rows(
        pair_hover(product.series, business.series, context.locale, is_brief=is_brief)
    )


def _shared_texts(drawing: _Drawing) -> list[Text]:
    """Return the texts that stand at the same place at every width."""
    context, bottom = drawing.context, drawing.business.scale.bottom
    rows = axes.calendar_labels(drawing.window, bottom + 13, context)
    for panel in drawing.panels:
        rows += axes.tick_labels(panel, context)
        if context.detailed:
            rows += end_labels.restated_labels(panel, context)
    return rows


def _texts(drawing: _Drawing, footer: Footer) -> list[Text]:
    context, lane = drawing.context, drawing.lane
    rows = [*drawing.ends, *footer.texts]
    half = context.size.font / 2
    rows.append(header(drawing.product, context, y=half + 3, left=drawing.left))
    y = drawing.business.scale.top - half - 8
    rows.append(header(drawing.business, context, y=y, left=drawing.left))
    for panel in drawing.panels:
        rows += axes.missing_labels(panel, context)
        rows += end_labels.last_value(panel, context)
    if not context.detailed:
        return rows + launches.small_numbers(lane, context)
    rows += launches.names(lane, context)
    return rows + launches.lag_labels(lane, context, plot=drawing.plot)
