"""The link at each lag, exploratory and marked so; and the line-up that teaches chance."""

from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.palette import ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.statistics.pairs import LagPoint
from lib.views.line_up import LineUpPanel

_HEIGHT = 170
_SMALL_WIDTH = 280


def lag_profile_chart(
    points: tuple[LagPoint, ...],
    declared: int,
    *,
    locale: Locale,
    theme: ThemeName,
) -> Spec:
    """Return the correlation of surprises at each lag, with its interval.

    The declared lag is a diamond; left of zero, the business metric would move first.
    """
    rows = [_row(point, declared, locale) for point in points]
    data: dict[str, list[Spec]] = {
        "zero": [{"zero": 0}],
        "lags": rows,
        "declared": [row for row in rows if row["declared"]],
    }
    title = locale.gettext("Link at each lag, exploratory.")
    description = " ".join([title, *(str(row["text"]) for row in rows)])
    return fill("lag_profile", data, {}, Frame(SERIES.width, _HEIGHT, description, theme, locale))


def line_up_chart(panel: LineUpPanel, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return one panel of a line-up: two standardised curves of surprises, without any name."""
    data = {
        name: [{"at": at, "v": value} for at, value in enumerate(values)]
        for name, values in (("product", panel.product), ("business", panel.business))
    }
    description = locale.gettext("Panel {number} of the line-up.").format(
        number=formats.number(panel.number, locale)
    )
    return fill("line_up", data, {}, Frame(_SMALL_WIDTH, 76, description, theme, locale))


def _row(point: LagPoint, declared: int, locale: Locale) -> Spec:
    return {
        "lag": point.lag,
        "r": point.r,
        "low": point.low,
        "high": point.high,
        "declared": point.lag == declared,
        "text": locale.gettext("Lag {lag}: {r} [{low}; {high}].").format(
            lag=formats.number(point.lag, locale, signed=True),
            r=formats.number(point.r, locale, decimals=2),
            low=formats.number(point.low, locale, decimals=2),
            high=formats.number(point.high, locale, decimals=2),
        ),
    }
