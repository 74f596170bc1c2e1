"""The outlook of a key result: its values, its target and the forecast to the quarter's end."""

from lib.charts.drawing import axes, end_labels
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.frame import HoverRow, empty_chart, hover_rows
from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.drawing.window import window_of
from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.metric_series import Margins, Side, one_panel
from lib.charts.pairs.panels import Panel, place_panel
from lib.charts.palette import ThemeName
from lib.i18n.formats import month
from lib.i18n.translate import Locale
from lib.views.committee.key_results import KeyResultLine
from lib.views.outlook import outlook_band, outlook_series
from lib.wording.figures import exact, reading

_MONTHS = 19


def outlook_chart(line: KeyResultLine, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return a key result month by month up to its quarter's end, with target and forecast."""
    context = ChartContext(SERIES, theme, locale)
    series = outlook_series(line.key_result, line.outlook)
    band = outlook_band(line.outlook)
    description = series_description(series, locale, forecast=band)
    window = window_of((series,), (band,), most=_MONTHS)
    if window is None:
        return empty_chart(context, description=description)
    values_panel = place_panel(series, window, context, top=SERIES.font, band=band)
    wide, narrow = (_side(values_panel, size) for size in (context, context.slim))
    margins = Margins(axes.left_margin([values_panel], context), description)
    return one_panel(
        values_panel,
        context,
        (wide, narrow),
        {"hover": _hover(values_panel, line, locale)},
        margins,
    )


def _side(values_panel: Panel, context: ChartContext) -> Side:
    ends = end_labels.end_labels(values_panel, context)
    texts = [
        *ends,
        *axes.tick_labels(values_panel, context),
        *axes.missing_labels(values_panel, context),
        *end_labels.last_value(values_panel, context),
        *axes.calendar_labels(values_panel.window, values_panel.scale.bottom + 13, context),
    ]
    height = values_panel.scale.bottom + axes.calendar_height(values_panel.window, context)
    return Side(tuple(texts), max(end_labels.right_margin(ends), 14.0), height)


def _hover(values_panel: Panel, line: KeyResultLine, locale: Locale) -> list[Spec]:
    outlook, metric = line.outlook, values_panel.series.metric
    ahead = {month: k for k, month in enumerate(outlook.ahead)}
    rows = []
    for k, when in enumerate(values_panel.window.months):
        if when in ahead:
            at = ahead[when]
            text = locale.gettext("forecast {value}, from {low} to {high}").format(
                value=exact(outlook.path[at], metric, locale),
                low=exact(outlook.low[at], metric, locale),
                high=exact(outlook.high[at], metric, locale),
            )
        else:
            text = reading(values_panel.series, k, locale)
        rows.append(HoverRow(k + 0.5, month(when, locale), text))
    return hover_rows(rows)
