"""One metric alone: a spark for an overview, or a chart with expected band and marked months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.charts.drawing import axes, end_labels
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.footer import notes, wrapped
from lib.charts.drawing.frame import HoverRow, empty_chart, header, hover_rows
from lib.charts.drawing.marks import Text, adaptive_rows, as_rows
from lib.charts.drawing.theme import SERIES, SPARK, Spec
from lib.charts.drawing.window import Window, window_of
from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.panels import Panel, panel_rows, panel_values, place_panel
from lib.charts.palette import ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.i18n.formats import month
from lib.i18n.translate import Locale
from lib.views.series import MetricSeries
from lib.wording.figures import figure, reading


@dataclass(frozen=True, slots=True)
class Expectation:
    """The expected range of a series, each tuple as long as its months.

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
    panel = place_panel(series, window, context, top=4)
    k, values = panel.last, panel.series.values
    texts = axes.missing_labels(panel, context)
    last = [] if k is None or panel.bars else [{"x": k + 0.5, "v": values[k]}]
    height = panel.scale.bottom + 4
    side = Side((*texts,), 6, height)
    rows = {"upper_last": last, "hover": _hover(panel, context)}
    return one_panel(panel, context, (side, side), rows, Margins(2, description))


@dataclass(frozen=True, slots=True)
class Side:
    """What differs between the wide and the narrow drawing of one panel."""

    texts: tuple[Text, ...]
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class Margins:
    """Width left of a panel, and the chart's description for screen readers."""

    left: float
    description: str


def one_panel(
    panel: Panel,
    context: ChartContext,
    sides: tuple[Side, Side],
    rows: Mapping[str, list[Spec]],
    margins: Margins,
) -> Spec:
    """Return the specification of one panel with its wide and its narrow drawing."""
    wide, narrow = sides
    data = {
        "grid": as_rows(axes.grid(panel, context)),
        **panel_rows(panel, context, "upper"),
        "texts": adaptive_rows(wide.texts, narrow.texts),
        **rows,
    }
    values = {
        **panel_values(panel, "upper"),
        "months": len(panel.window),
        "left": round(margins.left),
        "wide_right": round(wide.right),
        "narrow_right": round(narrow.right),
        "narrow_below": context.size.narrow_below,
        "wide_height": round(wide.height),
        "narrow_height": round(narrow.height),
        "hover_top": round(panel.scale.top),
        "hover_bottom": round(panel.scale.bottom),
    }
    frame = Frame(
        context.size.width,
        wide.height,
        margins.description,
        context.theme,
        context.locale,
        (("upper", panel.tone),),
    )
    return fill("series" if context.detailed else "spark", data, values, frame)


def series_chart(
    series: MetricSeries,
    *,
    locale: Locale,
    theme: ThemeName,
    expectation: Expectation | None = None,
    incoming: Sequence[bool] = (),
) -> Spec:
    """Return one metric with target, prior year and restatements, on its calendar.

    With an ``expectation``, the band of ordinary variation is shaded and flagged months are
    drawn as diamonds with their values; so are the points of ``incoming`` months.
    """
    context = ChartContext(SERIES, theme, locale)
    description = series_description(series, locale)
    window = window_of((series,), (), most=SERIES.months)
    if window is None:
        return empty_chart(context, description=description)
    expected = _expected(series, window, expectation)
    beside = [value for row in expected for value in (row.lo, row.hi)]
    panel = place_panel(series, window, context, top=SERIES.font + 14, beside=beside)
    left = axes.left_margin([panel], context)
    signals = [{"x": row.x, "v": row.v} for row in expected if row.flagged and row.v is not None]
    coming = {month for month, is_in in zip(series.months, incoming, strict=False) if is_in}
    rows: dict[str, list[Spec]] = {
        "upper_ordinary": [{"x": row.x, "lo": row.lo, "hi": row.hi} for row in expected],
        "upper_signals": signals,
        "upper_incoming": [
            {"x": k + 0.5, "v": value}
            for k, (month, value) in enumerate(zip(window.months, panel.series.values, strict=True))
            if month in coming and value is not None
        ],
        "hover": _hover(panel, context),
    }
    sides = (_side(panel, expected, side_context, left) for side_context in (context, context.slim))
    wide, narrow = sides
    return one_panel(panel, context, (wide, narrow), rows, Margins(left, description))


def _side(panel: Panel, expected: Sequence["_Month"], context: ChartContext, left: float) -> Side:
    size = context.size
    ends = end_labels.end_labels(panel, context)
    texts = [*ends, *_texts(panel, context, left=left), *_signal_labels(expected, panel, context)]
    bottom = panel.scale.bottom + axes.calendar_height(panel.window, context)
    for sentence in wrapped(notes((panel,), None, context), context):
        bottom += size.font + 5
        muted, dx = context.palette.muted, -round(left)
        texts.append(Text(0, bottom, sentence, muted, size.font - 1, dx=dx, a="left"))
    return Side(tuple(texts), max(end_labels.right_margin(ends), 14.0), bottom + size.font)


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
    at = {month: k for k, month in enumerate(series.months)}
    return [
        _Month(
            x + 0.5,
            series.values[at[month]],
            expectation.low[at[month]],
            expectation.high[at[month]],
            expectation.flagged[at[month]],
        )
        for x, month in enumerate(window.months)
        if month in at
    ]


def _signal_labels(rows: Sequence[_Month], panel: Panel, context: ChartContext) -> list[Text]:
    metric = panel.series.metric
    return [
        Text(
            row.x,
            panel.scale.pixel(row.v) - context.size.font,
            figure(row.v, metric, context.locale),
            context.palette.text,
            context.size.font - 1,
            b=700,
        )
        for row in rows
        if row.flagged and row.v is not None
    ]


def _texts(panel: Panel, context: ChartContext, *, left: float) -> list[Text]:
    bottom = panel.scale.bottom + 13
    return [
        header(panel, context, y=context.size.font / 2 + 3, left=left),
        *axes.tick_labels(panel, context),
        *axes.missing_labels(panel, context),
        *end_labels.last_value(panel, context),
        *end_labels.restated_labels(panel, context),
        *axes.calendar_labels(panel.window, bottom, context),
    ]


def _hover(panel: Panel, context: ChartContext) -> list[Spec]:
    locale = context.locale
    return hover_rows(
        [
            HoverRow(k + 0.5, month(when, locale), reading(panel.series, k, locale))
            for k, when in enumerate(panel.window.months)
        ]
    )
