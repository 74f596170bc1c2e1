"""Where a key result would end: its values, the quarter's target, and the forecast to its end."""

from lib.charts.drawing import axes, end_labels, marks
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.frame import HoverRow, empty_chart, finished, hover
from lib.charts.drawing.theme import PHONE, SERIES, Spec
from lib.charts.drawing.window import window_of
from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.panels import Panel, panel, panel_layers
from lib.charts.palette import ThemeName
from lib.i18n.formats import month
from lib.i18n.translate import Locale
from lib.views.committee.key_results import KeyResultLine
from lib.views.outlook import outlook_band, outlook_series
from lib.wording.figures import exact, reading

_MONTHS = 19


def outlook_chart(
    line: KeyResultLine, *, locale: Locale, theme: ThemeName, is_compact: bool = False
) -> Spec:
    """Return a key result month by month up to its quarter's end, with target and forecast."""
    context = ChartContext(PHONE if is_compact else SERIES, theme, locale)
    series = outlook_series(line.key_result, line.outlook)
    band = outlook_band(line.outlook)
    description = series_description(series, locale, forecast=band)
    window = window_of((series,), (band,), most=min(_MONTHS, context.size.months + 3))
    if window is None:
        return empty_chart(context, description=description)
    drawn = panel(series, window, context, top=context.size.font, band=band)
    ends = end_labels.end_labels(drawn, context)
    left, right = axes.left_margin([drawn], context), max(end_labels.right_margin(ends), 14.0)
    bottom = drawn.scale.bottom + 13
    texts = [
        *ends,
        *axes.tick_labels(drawn, context),
        *axes.missing_labels(drawn, context),
        *end_labels.last_value(drawn, context),
        *axes.calendar_labels(window, bottom, context),
    ]
    layers = [
        marks.rules(axes.grid(drawn, context)),
        panel_layers(drawn, context),
        marks.texts(texts, context.palette, halo=True),
        _hover(drawn, line, context),
    ]
    layers[0]["encoding"]["x"]["scale"] = marks.x_scale(len(window), left, right)
    height = drawn.scale.bottom + axes.calendar_height(window, context)
    return finished(layers, context, height=height, description=description)


def _hover(drawn: Panel, line: KeyResultLine, context: ChartContext) -> Spec:
    locale, told = context.locale, line.outlook
    ahead = {one: k for k, one in enumerate(told.ahead)}
    rows = []
    for k, one in enumerate(drawn.window.months):
        if one in ahead:
            at = ahead[one]
            text = locale.gettext("forecast {value}, from {low} to {high}").format(
                value=exact(told.path[at], drawn.series.metric, locale),
                low=exact(told.low[at], drawn.series.metric, locale),
                high=exact(told.high[at], drawn.series.metric, locale),
            )
        else:
            text = reading(drawn.series, k, locale)
        rows.append(HoverRow(k + 0.5, month(one, locale), text))
    return hover(rows, context, top=drawn.scale.top, bottom=drawn.scale.bottom)
