"""The link at each lag, exploratory and marked so; and the line-up that teaches chance."""

from lib.charts.drawing.theme import PHONE, SERIES, Spec, chart
from lib.charts.palette import PALETTES, ThemeName
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.statistics.pairs import LagPoint
from lib.views.line_up import LineUpPanel

_HEIGHT = 170


def lag_profile_chart(
    points: tuple[LagPoint, ...],
    declared: int,
    *,
    locale: Locale,
    theme: ThemeName,
    is_compact: bool = False,
) -> Spec:
    """Return the correlation of surprises at each lag, with its interval.

    The declared lag is a diamond; left of zero, the business metric would move first.
    """
    palette = PALETTES[theme]
    rows = [_row(point, declared, locale) for point in points]
    x = {
        "field": "lag",
        "type": "quantitative",
        "title": locale.gettext("Months between the two moves"),
        "axis": {"tickMinStep": 1, "grid": False, "format": "+d"},
    }
    scale = {"domain": [-1, 1], "nice": False}
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": 5}}
    layers: list[Spec] = [
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "color": palette.muted, "aria": False},
            "encoding": {"y": {**y, "field": "zero"}},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "strokeWidth": 2, "color": palette.business, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 70, "color": palette.business},
            "encoding": {
                "x": x,
                "y": {**y, "field": "r"},
                "description": {"field": "text", "type": "nominal"},
            },
        },
        {
            "data": {"values": [row for row in rows if row["declared"]]},
            "mark": {
                "type": "point",
                "shape": "diamond",
                "filled": True,
                "size": 190,
                "color": palette.product,
            },
            "encoding": {"x": x, "y": {**y, "field": "r"}},
        },
    ]
    for layer in layers:
        layer["encoding"]["y"]["scale"] = scale
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=_HEIGHT,
        description=locale.gettext("Link at each lag, exploratory.")
        + " "
        + " ".join(str(row["text"]) for row in rows),
    ) | {"resolve": {"scale": {"y": "shared"}}}


def line_up_chart(panel: LineUpPanel, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return one panel of a line-up: two standardised curves of surprises, without any name."""
    palette = PALETTES[theme]
    layers: list[Spec] = [
        {
            "data": {"values": [{"at": at, "v": value} for at, value in enumerate(values)]},
            "mark": {
                "type": "line",
                "color": color,
                "strokeWidth": 1.8,
                "aria": False,
                "strokeDash": dash,
            },
            "encoding": {
                "x": {"field": "at", "type": "quantitative", "axis": None},
                "y": {"field": "v", "type": "quantitative", "axis": None},
            },
        }
        for values, color, dash in (
            (panel.product, palette.product, [1, 0]),
            (panel.business, palette.business, [4, 2]),
        )
    ]
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE,
        height=76,
        description=locale.gettext("Panel {number} of the line-up.").format(
            number=formats.number(panel.number, locale)
        ),
    ) | {"resolve": {"scale": {"y": "shared"}}}


def _row(point: LagPoint, declared: int, locale: Locale) -> dict[str, object]:
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
