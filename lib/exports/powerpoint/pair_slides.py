"""The slide of a pair: two aligned native charts, with launches and their lag as native shapes.

The data of a chart open in a spreadsheet and can be edited. A panel is created as one line chart
that holds every series, so that its workbook is complete; columns then move to a column chart on
the same axes. Series have names of ours, never names of the data: a workbook would take a name that
begins with ``=`` for a formula.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from math import ceil, floor

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.end_labels import end_labels, right_margin
from lib.charts.drawing.footer import notes
from lib.charts.drawing.marks import Text
from lib.charts.drawing.scale import PixelScale
from lib.charts.drawing.theme import Size
from lib.charts.drawing.window import Window, runs, window_of
from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.launches import Flag, Lane, lane_rows, place_flags
from lib.charts.pairs.panels import Panel, place_panel
from lib.charts.palette import LIGHT
from lib.exports.powerpoint.shapes import (
    Box,
    Native,
    TextStyle,
    describe,
    disc,
    line,
    rgb,
    text_box,
)
from lib.exports.report.report import PairChart
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.series import PairSeries
from lib.wording.figures import badge, metric_title
from lib.wording.names import name_of

_TOP, _BOTTOM = 100.0, 470.0  # of the slide, between the subtitle and the notes
_HEADER, _ROW, _GAP = 20.0, 20.0, 62.0
_LEFT = 84.0
_WIDTH = 930.0
_MONTHS = 25


@dataclass(frozen=True, slots=True)
class Geometry:
    """A pair's chart on a slide.

    Attributes
    ----------
    left, plot
        Left edge and width of both plots.
    ends
        Texts at the end of the lines; their ``x`` is unused.
    notes
        Explanation of the marks used.
    """

    product: Panel
    business: Panel
    window: Window
    lane: Lane
    left: float
    plot: float
    ends: tuple[Text, ...]
    notes: str
    context: ChartContext

    def x(self, position: float) -> float:
        """Return the horizontal place of a position in months."""
        return self.left + position / len(self.window) * self.plot

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Launches shown."""
        return self.lane.flags


def geometry_of(series: PairSeries, locale: Locale) -> Geometry | None:
    """Return the geometry of a chart; None without any month."""
    window = window_of((series.product, series.business), (), most=_MONTHS)
    if window is None:
        return None
    context = ChartContext(_size(100.0), "light", locale)
    flags = place_flags(series.launches, window, context, plot=_WIDTH - _LEFT - 190)
    top = _TOP + _HEADER + max(1, lane_rows(flags)) * _ROW
    height = (_BOTTOM - top - _GAP) / 2
    context = ChartContext(_size(height), "light", locale)
    product = _rounded(place_panel(series.product, window, context, top=top))
    business = _rounded(place_panel(series.business, window, context, top=top + height + _GAP))
    ends = tuple(text for side in (product, business) for text in end_labels(side, context))
    lane = Lane(
        flags=flags,
        top=_TOP + _HEADER,
        row_height=_ROW,
        panel_bottom=product.scale.bottom,
        business_top=business.scale.top - 24,
        expected_top=business.scale.top,
        business_bottom=business.scale.bottom,
        months=len(window),
        lag=series.pair.lag_months,
    )
    return Geometry(
        product=product,
        business=business,
        window=window,
        lane=lane,
        left=_LEFT,
        plot=_WIDTH - _LEFT - max(110.0, right_margin(ends)),
        ends=ends,
        notes=" ".join(notes((product, business), lane, context)),
        context=context,
    )


def _size(height: float) -> Size:
    return Size(
        "slide",
        round(_WIDTH),
        12,
        _MONTHS,
        panel=round(height),
        gap=round(_GAP),
        ticks=4,
        full=True,
    )


def _rounded(unrounded: Panel) -> Panel:
    """Return a panel whose scale begins and ends on a tick, as PowerPoint draws it."""
    scale = unrounded.scale
    if len(scale.ticks) < 2:
        return unrounded
    step = scale.ticks[1] - scale.ticks[0]
    low = floor(scale.low / step + 1e-9) * step
    high = ceil(scale.high / step - 1e-9) * step
    return replace(unrounded, scale=PixelScale(low, high, scale.top, scale.bottom, scale.ticks))


_AXIS = 50.0  # width of the axis labels, left of the plot
_BEYOND = 8.0
_CALENDAR = 40.0
_LEVELS = 6  # with more levels, the target is one line that slopes between them

Series = tuple[float | None, ...]


def add_panel(
    slide: Native, geometry: Geometry, panel: Panel, *, description: str, is_last: bool
) -> None:
    """Draw one panel as a native chart; the last one has the calendar."""
    locale, scale = geometry.context.locale, panel.scale
    below = _CALENDAR if is_last else 4.0
    box = Box(
        geometry.left - _AXIS,
        scale.top - 4,
        _AXIS + geometry.plot + _BEYOND,
        scale.bottom - scale.top + 4 + below,
    )
    data = _data(panel, locale)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *box.emu, data)
    describe(frame, locale.gettext("Chart of a metric"), description)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(10)
    _draw(chart, panel, geometry)
    _axes(chart, panel, geometry, is_last=is_last)
    _place(chart, (_AXIS, 4.0, geometry.plot, scale.bottom - scale.top), box)


def series_names(locale: Locale) -> dict[str, str]:
    """Return the names of the series."""
    _ = locale.gettext
    return {
        "prior": _("Prior year"),
        "target": _("Target"),
        "former": _("Former value"),
        "actual": _("Actual"),
    }


def _data(panel: Panel, locale: Locale) -> CategoryChartData:
    data = CategoryChartData(number_format="General")
    years: dict[int, Native] = {}
    for month in panel.window.months:
        if month.year not in years:
            years[month.year] = data.add_category(str(month.year))
        years[month.year].add_sub_category(formats.month_short(month, locale))
    names, metric = series_names(locale), panel.series
    data.add_series(names["prior"], metric.prior)
    for k, level in enumerate(_levels(metric.targets), start=1):
        data.add_series(f"{names['target']} {k}", level)
    data.add_series(names["former"], metric.former)
    data.add_series(names["actual"], metric.values)
    return data


def _levels(targets: Series) -> list[Series]:
    """Return one series a level of the target, so that it steps; one in all for many levels."""
    levels = [run for run in runs(targets) if run.value is not None]
    if len(levels) > _LEVELS or not levels:
        return [targets] if levels else []
    return [
        tuple(run.value if run.start <= k < run.end else None for k in range(len(targets)))
        for run in levels
    ]


def _draw(chart: Native, panel: Panel, geometry: Geometry) -> None:
    theme, names = geometry.context.palette, series_names(geometry.context.locale)
    for series in chart.plots[0].series:
        series.smooth = False
        if series.name == names["prior"]:
            _as_line(series, theme.prior, 1.5)
        elif series.name.startswith(names["target"]):
            _as_line(series, theme.target, 1.25)
            series.format.line.dash_style = MSO_LINE.DASH_DOT
            if sum(value is not None for value in series.values) == 1:
                _with_marker(series, theme.target, XL_MARKER_STYLE.DASH)
        elif series.name == names["former"]:
            series.format.line.fill.background()
            _with_marker(series, panel.text_color, XL_MARKER_STYLE.X)
        else:
            _as_line(series, panel.text_color, 2.5)
            _with_marker(series, panel.text_color, XL_MARKER_STYLE.CIRCLE)
    if panel.bars:
        _as_columns(chart, names["actual"])
        column = next(
            series
            for plot in chart.plots
            for series in plot.series
            if series.name == names["actual"]
        )
        column.format.fill.solid()
        column.format.fill.fore_color.rgb = rgb(panel.color)
        column.format.line.fill.background()


def _as_line(series: Native, color: str, width: float) -> None:
    series.format.line.color.rgb, series.format.line.width = rgb(color), Pt(width)
    series.marker.style = XL_MARKER_STYLE.NONE


def _with_marker(series: Native, color: str, style: XL_MARKER_STYLE) -> None:
    marker = series.marker
    marker.style, marker.size = style, 7 if style == XL_MARKER_STYLE.X else 4
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(color)
    if style == XL_MARKER_STYLE.X:
        marker.format.line.color.rgb = rgb(color)
    else:
        marker.format.line.fill.background()


def _as_columns(chart: Native, name: str) -> None:
    """Move a series from the line chart to a column chart that shares its axes."""
    lines = chart._chartSpace.chart.plotArea.find(qn("c:lineChart"))
    columns = OxmlElement("c:barChart")
    for tag, value in (("c:barDir", "col"), ("c:grouping", "clustered"), ("c:varyColors", "0")):
        columns.append(_valued(tag, value))
    for series in lines.findall(qn("c:ser")):
        title = series.find(qn("c:tx")).find(f".//{qn('c:v')}")
        if title is None or title.text != name:
            continue
        lines.remove(series)
        for tag in ("c:marker", "c:smooth", "c:spPr"):
            for old in series.findall(qn(tag)):
                series.remove(old)
        series.find(qn("c:tx")).addnext(_valued("c:invertIfNegative", "0"))
        columns.append(series)
    columns.append(_valued("c:gapWidth", "45"))
    for axis in lines.findall(qn("c:axId")):
        columns.append(deepcopy(axis))
    lines.addprevious(columns)


def _axes(chart: Native, panel: Panel, geometry: Geometry, *, is_last: bool) -> None:
    theme, scale = geometry.context.palette, panel.scale
    values, months = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = scale.low, scale.high
    if len(scale.ticks) > 1:
        values.major_unit = scale.ticks[1] - scale.ticks[0]
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(theme.grid)
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    values.tick_labels.number_format = _number_format(panel, geometry.context.locale)
    values.tick_labels.number_format_is_linked = False
    months.has_major_gridlines = False
    months.major_tick_mark = XL_TICK_MARK.NONE
    months.format.line.color.rgb = rgb(theme.muted)
    months.tick_label_position = (
        XL_TICK_LABEL_POSITION.LOW if is_last else XL_TICK_LABEL_POSITION.NONE
    )
    for axis in (values, months):
        axis.tick_labels.font.size = Pt(10 if axis is values else 9)
        axis.tick_labels.font.color.rgb = rgb(theme.muted)
    _between(values._element)


def _number_format(panel: Panel, locale: Locale) -> str:
    """Return the number format of the axis; separators are those of the reader's machine."""
    ticks = panel.scale.ticks
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    decimals = next((k for k in range(5) if abs(round(step, k) - step) < 1e-9), 5)
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    if panel.series.metric.unit != "%":
        return digits
    return digits + (f'"{formats.NNBSP}%"' if locale.is_french else '"%"')


def _between(axis: Native) -> None:
    """Make months slots of equal width in both panels, whatever is drawn in them."""
    crossing = axis.find(qn("c:crossBetween"))
    if crossing is None:
        crossing = OxmlElement("c:crossBetween")
        axis.find(qn("c:crosses")).addnext(crossing)
    crossing.set("val", "between")


def _place(chart: Native, plot: Sequence[float], box: Box) -> None:
    """Fix the inner plot area, so that both panels share their calendar to the point."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout, manual = OxmlElement("c:layout"), OxmlElement("c:manualLayout")
    layout.append(manual)
    for tag, value in (("c:layoutTarget", "inner"), ("c:xMode", "edge"), ("c:yMode", "edge")):
        manual.append(_valued(tag, value))
    x, y, width, height = plot
    shares = (x / box.width, y / box.height, width / box.width, height / box.height)
    for tag, share in zip("xywh", shares, strict=True):
        manual.append(_valued(f"c:{tag}", f"{share:.6f}"))
    area.insert(0, layout)


def _valued(tag: str, value: str) -> Native:
    element = OxmlElement(tag)
    element.set("val", value)
    return element


def draw_pair(slide: Native, chart: PairChart, locale: Locale) -> None:
    """Draw a pair's chart below the title of a slide."""
    text_box(
        slide,
        Box(34, 80, 890, 18),
        chart.subtitle,
        TextStyle(13, LIGHT.muted),
        name=locale.gettext("Pair and evidence"),
    )
    geometry = geometry_of(chart.series, locale)
    if geometry is None:
        return
    words = chart.description
    add_panel(slide, geometry, geometry.product, description=words, is_last=False)
    below = series_description(chart.series.business, locale)
    add_panel(slide, geometry, geometry.business, description=below, is_last=True)
    _header(slide, geometry, geometry.product, geometry.lane.top - 20)
    _header(slide, geometry, geometry.business, geometry.business.scale.top - 21)
    for flag in geometry.flags:
        _launch(slide, geometry, flag)
    _ends(slide, geometry)
    text_box(
        slide,
        Box(geometry.left, 512, 700, 14),
        geometry.notes,
        TextStyle(9, LIGHT.muted),
        name=locale.gettext("Reading guide"),
    )


def _header(slide: Native, geometry: Geometry, panel: Panel, y: float) -> None:
    locale, metric = geometry.context.locale, panel.series.metric
    text_box(
        slide,
        Box(geometry.left, y, geometry.plot, 16),
        metric_title(metric, locale),
        TextStyle(12, panel.text_color, bold=True),
        name=locale.gettext("Name of a metric"),
    )


def _launch(slide: Native, geometry: Geometry, flag: Flag) -> None:
    """Draw a launch as one group: number, name, line, connector to the month of its effect."""
    lane, theme, locale = geometry.lane, geometry.context.palette, geometry.context.locale
    x, y = geometry.x(flag.x), lane.height_of(flag)
    share = min(1.0, (lane.months - flag.x) / lane.lag) if lane.lag else 1.0
    after = geometry.x(flag.x + share * lane.lag)
    reached = lane.panel_bottom + share * (lane.business_top - lane.panel_bottom)
    shapes: list[Native] = [
        line(slide, (x, y), (x, lane.panel_bottom), theme.muted, dotted=False),
        line(slide, (x, lane.panel_bottom), (after, reached), theme.muted, dotted=False),
    ]
    if share >= 1.0:
        foot = (after, lane.business_bottom)
        shapes.append(line(slide, (after, lane.expected_top), foot, theme.muted, dotted=True))
    number = badge(flag.launch, locale)
    shapes.append(disc(slide, x, y, number, (theme.badge, theme.badge_text)))
    if flag.name:
        near = 12.0
        box = Box(x - near - 230 if flag.leftward else x + near, y - 8, 230, 16)
        style = TextStyle(11, theme.text, align="right" if flag.leftward else "left")
        shapes.append(text_box(slide, box, flag.name, style, name=flag.name))
    group = slide.shapes.add_group_shape(shapes)
    words = f"{number} {name_of(flag.launch, locale)}"
    day = formats.day(flag.launch.launched_on, locale)
    describe(group, locale.gettext("Launch {number}").format(number=number), f"{words}, {day}")


def _ends(slide: Native, geometry: Geometry) -> None:
    x = geometry.left + geometry.plot + 7
    for end in geometry.ends:
        style = TextStyle(end.s, end.c, bold=end.b > 400)
        box = Box(x, end.y - 8, 950 - x, 16)
        name = geometry.context.locale.gettext("Value at the end of a line")
        text_box(slide, box, end.t, style, name=name)
