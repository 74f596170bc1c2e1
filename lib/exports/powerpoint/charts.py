"""Native charts of a slide: their data open in a spreadsheet and can be edited.

A panel is created as one line chart that holds every series, so that its workbook is complete;
columns then move to a column chart on the same axes. Series bear words of ours, never names of the
data: a workbook would take a name that begins with ``=`` for a formula.
"""

from collections.abc import Sequence
from copy import deepcopy

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from lib.charts.drawing.window import runs
from lib.charts.pairs.panels import Panel
from lib.exports.powerpoint.geometry import Geometry
from lib.exports.powerpoint.shapes import Box, Native, describe, rgb
from lib.i18n import formats
from lib.i18n.translate import Locale

_AXIS = 50.0  # room of the graduations' labels, left of the plot
_BEYOND = 8.0
_CALENDAR = 40.0
_LEVELS = 6  # a target of more levels is one line, which then leans between them

Series = tuple[float | None, ...]


def add_panel(
    slide: Native, geometry: Geometry, panel: Panel, *, description: str, is_last: bool
) -> None:
    """Draw one panel as a native chart; the last one bears the calendar."""
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
    """Return the words that series bear."""
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
    names, shown = series_names(locale), panel.series
    data.add_series(names["prior"], shown.prior)
    for k, level in enumerate(_levels(shown.targets), start=1):
        data.add_series(f"{names['target']} {k}", level)
    data.add_series(names["former"], shown.former)
    data.add_series(names["actual"], shown.values)
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
            _as_line(series, theme.text, 1.25)
            series.format.line.dash_style = MSO_LINE.DASH_DOT
            if sum(one is not None for one in series.values) == 1:
                _with_marker(series, theme.text, XL_MARKER_STYLE.DASH)
        elif series.name == names["former"]:
            series.format.line.fill.background()
            _with_marker(series, panel.text_color, XL_MARKER_STYLE.X)
        else:
            _as_line(series, panel.text_color, 2.5)
            _with_marker(series, panel.text_color, XL_MARKER_STYLE.CIRCLE)
    if panel.bars:
        _as_columns(chart, names["actual"])
        column = next(
            one for plot in chart.plots for one in plot.series if one.name == names["actual"]
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
        held = series.find(qn("c:tx")).find(f".//{qn('c:v')}")
        if held is None or held.text != name:
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
    """Return the format of graduations: separators are those of the reader's own machine."""
    ticks = panel.scale.ticks
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    decimals = next((k for k in range(5) if abs(round(step, k) - step) < 1e-9), 5)
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    if panel.series.metric.unit != "%":
        return digits
    return digits + (f'"{formats.NNBSP}%"' if locale.language == "fr" else '"%"')


def _between(axis: Native) -> None:
    """Make months slots of equal width in both panels, whatever is drawn in them."""
    found = axis.find(qn("c:crossBetween"))
    if found is None:
        found = OxmlElement("c:crossBetween")
        axis.find(qn("c:crosses")).addnext(found)
    found.set("val", "between")


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
