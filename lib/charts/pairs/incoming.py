"""One metric as it would stand once a file is loaded: the points that come are diamonds."""

from lib.charts.drawing import marks
from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.drawing.window import window_of
from lib.charts.pairs.metric_series import series_chart
from lib.charts.palette import PALETTES, ThemeName
from lib.i18n.translate import Locale
from lib.views.data.uploads import IncomingSeries

_SIZE = 90


def incoming_chart(one: IncomingSeries, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the chart of a metric with the incoming points marked."""
    spec = series_chart(one.series, locale=locale, theme=theme)
    window = window_of((one.series,), (), most=SERIES.months)
    if window is None:
        return spec
    coming = {
        month: value
        for month, value, is_in in zip(
            one.series.months, one.series.values, one.incoming, strict=True
        )
        if is_in and value is not None
    }
    rows = [
        {"x": at + 0.5, "v": coming[month]}
        for at, month in enumerate(window.months)
        if month in coming
    ]
    if rows:
        diamonds = marks.points(
            "v", described=False, shape="diamond", size=_SIZE, color=PALETTES[theme].text
        )
        values = next(layer for layer in spec["layer"] if "layer" in layer)
        values["layer"].append({"data": {"values": rows}, **diamonds})
    return spec
