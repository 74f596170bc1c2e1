"""One metric alone: a spark for an overview, or a chart with expected band and marked months."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.drawing import axes, end_labels, marks
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.footer import notes, wrapped
from lib.charts.drawing.frame import HoverRow, empty_chart, finished, header, hover
from lib.charts.drawing.marks import Text
from lib.charts.drawing.theme import SERIES, SPARK, Size, Spec
from lib.charts.drawing.window import Window, window_of
from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.panels import Panel, panel, panel_layers
from lib.charts.palette import ThemeName
from lib.i18n.formats import month
from lib.i18n.translate import Locale
from lib.views.series import MetricSeries
from lib.wording.figures import figure, reading


@dataclass(frozen=True, slots=True)
class Expectation:
    """What was to be expected of a series, each tuple as long as its months.

    Attributes
    ----------
    low, high
        Bounds of ordinary variation, in the metric's unit; None where none is stated.
    flagged
        Whether the month is outside them: a signal.
    """

    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    flagged: tuple[bool, ...]


def spark_chart(series: MetricSeries, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return a metric's last months without axes, beside its figure: shape, target, prior year."""
    context = ChartContext(SPARK, theme, locale)
    description = series_description(series, locale)
    window = window_of((series,), (), most=SPARK.months)
    if window is None:
        return empty_chart(context, description=description)
    drawn = panel(series, window, context, top=4)
    layers = [marks.rules(axes.grid(drawn, context)), _spark_values(drawn, context)]
    layers.append(marks.texts(axes.missing_labels(drawn, context), context.palette, halo=False))
    layers.append(_hover(drawn, context))
    layers[0]["encoding"]["x"]["scale"] = marks.x_scale(len(window), 2, 6)
    return finished(layers, context, height=drawn.scale.bottom + 4, description=description)


def series_chart(
    series: MetricSeries,
    *,
    locale: Locale,
    theme: ThemeName,
    size: Size = SERIES,
    expectation: Expectation | None = None,
) -> Spec:
    """Return one metric with target, prior year and restatements, on its calendar.

    With an ``expectation``, the band of ordinary variation is shaded and flagged months are
    drawn as diamonds with their values.
    """
    context = ChartContext(size, theme, locale)
    description = series_description(series, locale)
    window = window_of((series,), (), most=size.months)
    if window is None:
        return empty_chart(context, description=description)
    rows = _expected(series, window, expectation)
    beside = [value for row in rows for value in (row.lo, row.hi)]
    drawn = panel(series, window, context, top=size.font + 14, beside=beside)
    values = panel_layers(drawn, context)
    if rows:
        values["layer"] += _expectation_layers(rows, drawn, context)
    ends = end_labels.end_labels(drawn, context)
    left, right = axes.left_margin([drawn], context), max(end_labels.right_margin(ends), 14.0)
    texts = [*ends, *_texts(drawn, context, left=left), *_signal_labels(rows, drawn, context)]
    bottom = drawn.scale.bottom + axes.calendar_height(window, context)
    for sentence in wrapped(notes((drawn,), None, context), context):
        bottom += size.font + 5
        texts.append(
            Text(
                0, bottom, sentence, context.palette.muted, size.font - 1, dx=-round(left), a="left"
            )
        )
    layers = [marks.rules(axes.grid(drawn, context)), values]
    layers += [marks.texts(texts, context.palette, halo=context.detailed), _hover(drawn, context)]
    layers[0]["encoding"]["x"]["scale"] = marks.x_scale(len(window), left, right)
    return finished(layers, context, height=bottom + size.font, description=description)


@dataclass(frozen=True, slots=True)
class _Month:
    x: float
    v: float | None
    lo: float | None
    hi: float | None
    flagged: bool


def _expected(
    series: MetricSeries, window: Window, expectation: Expectation | None
) -> list[_Month]:
    if expectation is None:
        return []
    at = {one: k for k, one in enumerate(series.months)}
    return [
        _Month(
            x + 0.5,
            series.values[at[one]],
            expectation.low[at[one]],
            expectation.high[at[one]],
            expectation.flagged[at[one]],
        )
        for x, one in enumerate(window.months)
        if one in at
    ]


def _expectation_layers(rows: Sequence[_Month], drawn: Panel, context: ChartContext) -> list[Spec]:
    band: Spec = {
        "data": {"values": [{"x": row.x, "lo": row.lo, "hi": row.hi} for row in rows]},
        "mark": {"type": "area", "aria": False, "opacity": 0.13, "color": drawn.color},
        "encoding": {"x": marks.channel("x"), "y": marks.channel("lo"), "y2": {"field": "hi"}},
    }
    flagged = [{"x": row.x, "v": row.v} for row in rows if row.flagged and row.v is not None]
    if not flagged:
        return [band]
    signal = marks.points(
        "v", described=False, shape="diamond", size=130, color=context.palette.text
    )
    return [band, {"data": {"values": flagged}, **signal}]


def _signal_labels(rows: Sequence[_Month], drawn: Panel, context: ChartContext) -> list[Text]:
    metric = drawn.series.metric
    return [
        Text(
            row.x,
            drawn.scale.pixel(row.v) - context.size.font,
            figure(row.v, metric, context.locale),
            context.palette.text,
            context.size.font - 1,
            b=700,
        )
        for row in rows
        if row.flagged and row.v is not None
    ]


def _texts(drawn: Panel, context: ChartContext, *, left: float) -> list[Text]:
    bottom = drawn.scale.bottom + 13
    return [
        header(drawn, context, y=context.size.font / 2 + 3, left=left),
        *axes.tick_labels(drawn, context),
        *axes.missing_labels(drawn, context),
        *end_labels.last_value(drawn, context),
        *end_labels.restated_labels(drawn, context),
        *axes.calendar_labels(drawn.window, bottom, context),
    ]


def _spark_values(drawn: Panel, context: ChartContext) -> Spec:
    """Return the values of a spark, the last one pointed out."""
    values = panel_layers(drawn, context)
    k = drawn.last
    if k is not None and not drawn.bars:
        point = marks.points("v", described=False, size=40, color=drawn.color)
        row = {"x": k + 0.5, "v": drawn.series.values[k]}
        values["layer"].append({"data": {"values": [row]}, **point})
    return values


def _hover(drawn: Panel, context: ChartContext) -> Spec:
    locale = context.locale
    rows = [
        HoverRow(k + 0.5, month(one, locale), reading(drawn.series, k, locale))
        for k, one in enumerate(drawn.window.months)
    ]
    return hover(rows, context, top=drawn.scale.top, bottom=drawn.scale.bottom)
