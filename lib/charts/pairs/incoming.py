"""One metric as it would stand once a file is loaded: the points that come are diamonds."""

from lib.charts.drawing.theme import Spec
from lib.charts.pairs.metric_series import series_chart
from lib.charts.palette import ThemeName
from lib.i18n.translate import Locale
from lib.views.data.uploads import IncomingSeries


def incoming_chart(loaded: IncomingSeries, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the chart of a metric with the incoming points marked."""
    return series_chart(loaded.series, locale=locale, theme=theme, incoming=loaded.incoming)
