"""One panel of a chart: a metric's values with target, prior year, restatements and forecast."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from lib.charts.drawing import marks
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import Pen
from lib.charts.drawing.scale import PixelScale, fit_scale
from lib.charts.drawing.theme import Spec
from lib.charts.drawing.window import Window, last_known, on_window, runs
from lib.charts.palette import Palette
from lib.views.series import Band, MetricSeries
from lib.wording.figures import month_reading


@dataclass(frozen=True, slots=True)
class Panel:
    """A metric set on the months and on the pixels of its panel.

    ``path``, ``low`` and ``high`` hold the forecast month by month.
    """

    series: MetricSeries
    window: Window
    scale: PixelScale
    color: str
    text_color: str
    path: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]

    @property
    def bars(self) -> bool:
        """Whether values are a flow, drawn as columns from zero."""
        return is_flow(self.series)

    @property
    def last(self) -> int | None:
        """Index of the last month with a value."""
        return last_known(self.series.values)

    @property
    def forecast(self) -> bool:
        """Whether a forecast is drawn."""
        return any(value is not None for value in self.path)


def is_flow(series: MetricSeries) -> bool:
    """Return whether months add up: such values are drawn as columns from zero."""
    return series.metric.aggregation == "sum"


def panel(
    series: MetricSeries,
    window: Window,
    context: ChartContext,
    *,
    top: float,
    band: Band | None = None,
    beside: Iterable[float | None] = (),
) -> Panel:
    """Return the panel of ``series`` whose upper edge stands at the pixel ``top``.

    Values ``beside`` the series must be visible too.
    """
    size, theme = context.size, context.palette
    shown = on_window(series, window)
    at = {month: k for k, month in enumerate(band.months)} if band else {}
    order = [at.get(month) for month in window.months]
    path, low, high = (
        tuple(None if k is None else values[k] for k in order)
        for values in ((band.path, band.low, band.high) if band else ((), (), ()))
    )
    drawn = chain(shown.values, shown.prior, shown.targets, shown.former, path, low, high, beside)
    scale = fit_scale(
        drawn,
        zero=is_flow(series),
        top=top,
        bottom=top + size.panel,
        ticks=size.ticks,
        ceiling=100.0 if series.metric.unit == "%" else None,
    )
    strong = theme.product if series.metric.kind == "product" else theme.business_text
    soft = theme.product if series.metric.kind == "product" else theme.business
    return Panel(
        shown,
        window,
        scale,
        soft if is_flow(series) else strong,
        strong,
        path,
        low,
        high,
    )


def panel_layers(panel: Panel, context: ChartContext) -> Spec:
    """Return the layers of one panel, which share its vertical scale."""
    draw = _bar_layers if panel.bars else _line_layers
    layers = draw(panel, context)
    if context.detailed:
        layers += restated_layers(panel, context.palette)
    layers[0]["encoding"]["y"]["scale"] = marks.y_scale(panel.scale)
    rows = []
    for k, value in enumerate(panel.series.values):
        row: Spec = {"x": k + 0.5, "v": value}
        if panel.series.prior[k] is not None:
            row["p"] = panel.series.prior[k]
        if panel.path[k] is not None:
            row |= {"e": panel.path[k], "lo": panel.low[k], "hi": panel.high[k]}
        elif panel.forecast and k == panel.last and not panel.bars:
            row |= {"e": value, "lo": value, "hi": value}  # the forecast starts from there
        if context.detailed:
            row["d"] = month_reading(panel.series, k, context.locale)
        rows.append(row)
    return {"data": {"values": rows}, "layer": layers}


def _line_layers(panel: Panel, context: ChartContext) -> list[Spec]:
    described, theme = context.detailed, context.palette
    layers = []
    if panel.forecast and described:
        layers.append(_band(panel))
    if any(value is not None for value in panel.series.prior):
        layers.append(marks.path("p", color=theme.prior, width=1.5))
        if _has_lone_point(panel.series.prior):
            layers.append(marks.points("p", described=False, size=12, color=theme.prior))
    layers += _targets(panel, theme, halo=False)
    if panel.forecast:
        layers.append(
            marks.path("e", color=panel.color, width=2.2, dash=marks.FORECAST_DASH),
        )
    layers.append(marks.path("v", color=panel.color, width=2.4 if described else 2))
    if described:
        layers.append(marks.points("v", described=True, size=26, color=panel.color))
    elif _has_lone_point(panel.series.values):
        layers.append(marks.points("v", described=False, size=16, color=panel.color))
    return layers


def _bar_layers(panel: Panel, context: ChartContext) -> list[Spec]:
    described, theme = context.detailed, context.palette
    layers = [marks.columns("v", described=described, color=panel.color)]
    if panel.forecast:
        layers.append(
            marks.columns(
                "e",
                described=False,
                color=panel.color,
                fillOpacity=0.15,
                stroke=panel.color,
                strokeWidth=1.2,
                strokeDash=[4, 2],
            )
        )
    if panel.forecast and described:
        layers.append(_error_bars(theme))
    if any(value is not None for value in panel.series.prior):
        pens = [Pen(theme.background, 3.6), Pen(theme.prior, 2)]
        layers.append(marks.month_levels("p", pens))
    return layers + _targets(panel, theme, halo=described)


def _targets(panel: Panel, theme: Palette, *, halo: bool) -> list[Spec]:
    rows = [
        {"x": run.start, "x2": run.end, "v": run.value}
        for run in runs(panel.series.targets)
        if run.value is not None
    ]
    if not rows:
        return []
    line = Pen(theme.text, 1.3, marks.TARGET_DASH)
    return [marks.levels(rows, [Pen(theme.background, 3.6), line] if halo else [line])]


def _band(panel: Panel) -> Spec:
    return {
        "mark": {"type": "area", "aria": False, "opacity": 0.2, "color": panel.color},
        "encoding": {"x": marks.channel("x"), "y": marks.channel("lo"), "y2": {"field": "hi"}},
    }


def _error_bars(theme: Palette) -> Spec:
    return {
        "transform": [{"filter": {"field": "lo", "valid": True}}],
        "mark": {"type": "rule", "aria": False, "color": theme.text, "strokeWidth": 1.2},
        "encoding": {"x": marks.channel("x"), "y": marks.channel("lo"), "y2": {"field": "hi"}},
    }


def _has_lone_point(values: Iterable[float | None]) -> bool:
    return any(
        run.value and run.end - run.start == 1
        for run in runs([None if value is None else 1.0 for value in values])
    )


def restated_layers(panel: Panel, theme: Palette) -> list[Spec]:
    """Return the former values of restated months, dotted."""
    rows = [
        {"x": k + 0.5, "v": value, "o": former}
        for k, (value, former) in enumerate(
            zip(panel.series.values, panel.series.former, strict=True)
        )
        if value is not None and former is not None
    ]
    if not rows:
        return []
    y = {"y": marks.channel("o"), "y2": {"field": "v"}}
    data: Spec = {"data": {"values": rows}}
    if panel.bars:
        box: Spec = {
            "type": "rect",
            "aria": False,
            "filled": False,
            "stroke": theme.text,
            "strokeDash": list(marks.FORMER_DASH),
            "strokeWidth": 1.2,
        }
        transform = [
            {"calculate": "datum.x-0.33", "as": "l"},
            {"calculate": "datum.x+0.33", "as": "r"},
        ]
        encoding = {"x": marks.channel("l"), "x2": {"field": "r"}, **y}
        return [{**data, "transform": transform, "mark": box, "encoding": encoding}]
    stem = {
        "type": "rule",
        "aria": False,
        "color": panel.color,
        "strokeWidth": 1.2,
        "strokeDash": list(marks.FORMER_DASH),
    }
    ring = {
        "type": "point",
        "aria": False,
        "size": 44,
        "fill": theme.background,
        "stroke": panel.color,
        "strokeWidth": 1.5,
        "opacity": 1,
    }
    return [
        {**data, "mark": stem, "encoding": {"x": marks.channel("x"), **y}},
        {**data, "mark": ring, "encoding": {"x": marks.channel("x"), "y": marks.channel("o")}},
    ]
