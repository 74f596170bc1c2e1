"""Where a squad's effort went, month by month, against the split that was agreed."""

from typing import Any

from lib.charts.drawing.theme import PHONE, SERIES, Spec, chart
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.steering.effort import KINDS, EffortSplit
from lib.wording.squads import KIND_NAMES, points_text, share_text

_ROW = 74
_TOP, _BOTTOM = 24.0, 62.0
_CALENDAR = 18
_LEFT, _RIGHT = 2, 62


def effort_chart(
    effort: EffortSplit, *, locale: Locale, theme: ThemeName, is_compact: bool = False
) -> Spec:
    """Return the share of build, maintain and repair, a row each, from zero to the largest share.

    The dashed line is the agreed share; a month more than ten points away from it is a diamond
    with its sign and figure.
    """
    palette = PALETTES[theme]
    count = len(effort.months)
    largest = max(
        max(kind.share, kind.agreed or 0.0) for month in effort.months for kind in month.kinds
    )
    columns = [
        _column(effort, k, row, largest, locale)
        for k in range(len(effort.months))
        for row in range(len(KINDS))
    ]
    agreed = [
        {"y": _height(kind.agreed, row, largest), "x": 0, "x2": count}
        for row, kind in enumerate(effort.kinds)
        if kind.agreed is not None
    ]
    layers = [
        _columns(columns, count, palette),
        _rule(agreed, palette),
        *_marks(columns, palette),
        *_words(effort, largest, palette, locale),
        _calendar(effort, palette, locale),
    ]
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=_ROW * len(KINDS) + _CALENDAR,
        description=". ".join(share_text(kind, locale) for kind in effort.kinds) + ".",
    )


def _height(share: float, row: int, largest: float) -> float:
    return round(row * _ROW + _BOTTOM - share / (largest or 1.0) * (_BOTTOM - _TOP), 1)


def _column(
    effort: EffortSplit, k: int, row: int, largest: float, locale: Locale
) -> dict[str, Any]:
    month, is_last = effort.months[k], k == len(effort.months) - 1
    kind = month.kinds[row]
    named = kind.is_reported and kind.drift is not None
    return {
        "x": k + 0.5,
        "l": k + 0.16,
        "r": k + 0.84,
        "y": _height(kind.share, row, largest),
        "y0": row * _ROW + _BOTTOM,
        "named": named,
        "text": points_text(kind.drift or 0.0, locale) if named and is_last else "",
        "d": f"{formats.month(month.month, locale)}: {share_text(kind, locale)}",
    }


def _columns(rows: list[dict[str, Any]], count: int, palette: Palette) -> Spec:
    scale = {
        "domain": [0, count],
        "range": [_LEFT, {"expr": f"width-{_RIGHT}"}],
        "nice": False,
        "zero": False,
    }
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "color": palette.business, "opacity": 0.75},
        "encoding": {
            "x": {"field": "l", "type": "quantitative", "scale": scale},
            "x2": {"field": "r"},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "y2": {"field": "y0"},
            "description": {"field": "d"},
            "tooltip": {"field": "d"},
        },
    }


def _rule(rows: list[dict[str, Any]], palette: Palette) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {
            "type": "rule",
            "aria": False,
            "color": palette.text,
            "strokeWidth": 1.3,
            "strokeDash": [8, 3, 1.5, 3],
        },
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "x2": {"field": "x2"},
            "y": {"field": "y", "type": "quantitative", "scale": None},
        },
    }


def _marks(rows: list[dict[str, Any]], palette: Palette) -> list[Spec]:
    named = {"data": {"values": [row for row in rows if row["named"]]}}
    encoding = {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative", "scale": None},
    }
    diamond = {
        "type": "point",
        "shape": "diamond",
        "filled": True,
        "size": 70,
        "opacity": 1,
        "aria": False,
        "color": palette.unfavourable,
    }
    text = {"type": "text", "aria": False, "dy": -12, "fontSize": 12, "fontWeight": 700}
    halo = {**text, "stroke": palette.background, "strokeWidth": 4, "color": palette.background}
    words = {**encoding, "text": {"field": "text"}}
    return [
        {**named, "mark": diamond, "encoding": encoding},
        {**named, "mark": halo, "encoding": words},
        {**named, "mark": {**text, "color": palette.unfavourable}, "encoding": words},
    ]


def _words(effort: EffortSplit, largest: float, palette: Palette, locale: Locale) -> list[Spec]:
    latest, count = effort.months[-1], len(effort.months)
    names = [
        {"x": 0, "y": row * _ROW + 7, "text": locale.gettext(KIND_NAMES[kind.kind])}
        for row, kind in enumerate(latest.kinds)
    ]
    values = [
        {
            "x": count,
            "y": _height(kind.share, row, largest),
            "text": formats.percent(kind.share, locale),
        }
        for row, kind in enumerate(latest.kinds)
    ]
    agreed = [
        {
            "x": count,
            "y": row * _ROW + 7,
            "text": locale.gettext("agreed {share}").format(
                share=formats.percent(kind.agreed, locale)
            ),
        }
        for row, kind in enumerate(latest.kinds)
        if kind.agreed is not None
    ]
    return [
        _text(names, palette.text, 13, weight=600),
        _text(values, palette.text, 13, dx=6, weight=700),
        _text(agreed, palette.muted, 12, align="right", dx=_RIGHT - 4),
    ]


def _calendar(effort: EffortSplit, palette: Palette, locale: Locale) -> Spec:
    step = max(1, -(-len(effort.months) // 6))
    rows = [
        {
            "x": k + 0.5,
            "y": _ROW * len(KINDS) - 2,
            "text": formats.month_short(month.month, locale),
        }
        for k, month in enumerate(effort.months)
        if (len(effort.months) - 1 - k) % step == 0
    ]
    return _text(rows, palette.muted, 11, align="center")


def _text(
    rows: list[dict[str, Any]],
    color: str,
    size: int,
    *,
    align: str = "left",
    dx: int = 0,
    weight: int = 400,
) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "aria": False,
            "align": align,
            "baseline": "middle",
            "dx": dx,
            "fontSize": size,
            "fontWeight": weight,
            "color": color,
        },
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "text": {"field": "text"},
        },
    }
