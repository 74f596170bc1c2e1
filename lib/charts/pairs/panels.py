"""One panel of a chart: a metric's values with target, prior year, restatements and forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.scale import PixelScale, fit_scale
from lib.charts.drawing.theme import Spec
from lib.charts.drawing.window import Window, last_known, on_window, runs
from lib.views.series import Band, MetricSeries
from lib.wording.figures import month_reading


@dataclass(frozen=True, slots=True)
class Panel:
    """A metric set on the months and on the pixels of its panel.

    ``tone`` names its colour in the palette; ``path``, ``low`` and ``high`` hold the forecast month
    by month.
    """

    series: MetricSeries
    window: Window
    scale: PixelScale
    tone: str
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


def place_panel(
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
    on_months = on_window(series, window)
    at = {month: k for k, month in enumerate(band.months)} if band else {}
    order = [at.get(month) for month in window.months]
    path, low, high = (
        tuple(None if k is None else values[k] for k in order)
        for values in ((band.path, band.low, band.high) if band else ((), (), ()))
    )
    visible = chain(
        on_months.values,
        on_months.prior,
        on_months.targets,
        on_months.former,
        path,
        low,
        high,
        beside,
    )
    scale = fit_scale(
        visible,
        zero=is_flow(series),
        top=top,
        bottom=top + size.panel,
        ticks=size.ticks,
        ceiling=100.0 if series.metric.unit == "%" else None,
    )
    is_product = series.metric.kind == "product"
    strong = "product" if is_product else "business_text"
    tone = strong if is_product or not is_flow(series) else "business"
    colour, text_colour = getattr(theme, tone), getattr(theme, strong)
    return Panel(on_months, window, scale, tone, colour, text_colour, path, low, high)


def panel_values(panel: Panel, name: str) -> dict[str, float]:
    """Return the parameters of the vertical scale of a panel."""
    scale = panel.scale
    ends = {"low": scale.low, "high": scale.high, "top": scale.top, "bottom": scale.bottom}
    return {f"{name}_{end}": value for end, value in ends.items()}


def panel_rows(panel: Panel, context: ChartContext, name: str) -> dict[str, list[Spec]]:
    """Return the rows of a panel by dataset of the template; absent parts are empty."""
    rows = _column_rows(panel, context) if panel.bars else _line_rows(panel, context)
    rows["targets"] = [
        {"x": run.start, "x2": run.end, "v": run.value}
        for run in runs(panel.series.targets)
        if run.value is not None
    ]
    if panel.bars and context.detailed:
        rows["target_halos"] = rows["targets"]
    if context.detailed:
        rows["former_columns" if panel.bars else "former"] = [
            {"x": k + 0.5, "v": value, "o": former}
            for k, (value, former) in enumerate(
                zip(panel.series.values, panel.series.former, strict=True)
            )
            if value is not None and former is not None
        ]
    return {f"{name}_{part}": values for part, values in rows.items()}


def _column_rows(panel: Panel, context: ChartContext) -> dict[str, list[Spec]]:
    return {
        "columns": _readings(panel, context),
        "expected_columns": _value_rows(panel.path),
        "errors": _band(panel) if context.detailed else [],
        "prior_columns": _value_rows(panel.series.prior),
    }


def _line_rows(panel: Panel, context: ChartContext) -> dict[str, list[Spec]]:
    values, prior, last = panel.series.values, panel.series.prior, panel.last
    start: list[Spec] = []  # the forecast starts from the last value
    band = _band(panel) if context.detailed else []
    if panel.forecast and last is not None and panel.path[last] is None:
        start = [{"x": last + 0.5, "v": values[last]}]
        band = band and [{"x": last + 0.5, "lo": values[last], "hi": values[last]}, *band]
    is_dotted = not context.detailed and _has_lone_point(values)
    return {
        "band": band,
        "prior": _with_gaps(prior),
        "lone_prior": _value_rows(prior) if _has_lone_point(prior) else [],
        "forecast": start + _value_rows(panel.path),
        "values": _with_gaps(values),
        "points": _readings(panel, context) if context.detailed else [],
        "lone": _value_rows(values) if is_dotted else [],
    }


def _value_rows(values: Sequence[float | None]) -> list[Spec]:
    return [{"x": k + 0.5, "v": value} for k, value in enumerate(values) if value is not None]


def _with_gaps(values: Sequence[float | None]) -> list[Spec]:
    """Return a row a month, missing ones included, so that a line breaks there."""
    if all(value is None for value in values):
        return []
    return [{"x": k + 0.5, "v": value} for k, value in enumerate(values)]


def _readings(panel: Panel, context: ChartContext) -> list[Spec]:
    """Return the values, with the text for a screen reader where points are drawn."""
    rows = _value_rows(panel.series.values)
    if context.detailed:
        for row in rows:
            row["d"] = month_reading(panel.series, int(row["x"]), context.locale)
    return rows


def _band(panel: Panel) -> list[Spec]:
    return [
        {"x": k + 0.5, "lo": low, "hi": high}
        for k, (low, high) in enumerate(zip(panel.low, panel.high, strict=True))
        if low is not None and high is not None
    ]


def _has_lone_point(values: Iterable[float | None]) -> bool:
    return any(
        run.value and run.end - run.start == 1
        for run in runs([None if value is None else 1.0 for value in values])
    )
