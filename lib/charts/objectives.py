"""Pace of key results: the way gone against the time gone, one bar a key result."""

from typing import Any

from lib.charts.headlines import PACE_SIGNS, PACE_WORDS
from lib.charts.theme import PHONE, SERIES, Spec, ThemeName, chart, theme_of
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.overview import KeyResultPace, ObjectivePace

_ROW = 46
_BAR = 9


def pace_chart(
    objective: ObjectivePace, *, locale: Locale, theme: ThemeName, is_compact: bool = False
) -> Spec:
    """Return the Vega-Lite specification of the key results of one objective.

    A bar runs from 0 to the grade; the tick marks the share of the time gone, where the bar should
    be by now. State is told by a sign and a word, never by colour alone.
    """
    palette = theme_of(theme)
    rows = [_row(pace, locale) for pace in objective.key_results]
    height = _ROW * len(rows)
    names = [row["name"] for row in rows]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "axis": None,
        "scale": {"domain": names, "range": [0, height], "paddingInner": 0, "paddingOuter": 0},
    }
    x = {
        "field": "grade",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 1], "nice": False},
    }
    size = 12 if is_compact else 14
    layers: list[dict[str, Any]] = [
        {
            "mark": {
                "type": "bar",
                "height": _BAR,
                "yOffset": 9,
                "color": palette.grid,
                "cornerRadius": 2,
                "aria": False,
            },
            "encoding": {"y": y, "x": {**x, "field": "full"}},
        },
        {
            "mark": {
                "type": "bar",
                "height": _BAR,
                "yOffset": 9,
                "color": palette.product,
                "cornerRadius": 2,
            },
            "encoding": {"y": y, "x": x, "description": {"field": "text", "type": "nominal"}},
        },
        {
            "mark": {
                "type": "tick",
                "height": _BAR + 9,
                "thickness": 2,
                "yOffset": 9,
                "color": palette.text,
                "aria": False,
            },
            "encoding": {"y": y, "x": {**x, "field": "elapsed"}},
        },
        _label(y, "name", "left", 0, size, palette.text),
        _label(y, "state", "right", 1, size, palette.text),
    ]
    for layer in layers:
        layer["data"] = {"values": rows}
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=height,
        description=_description(objective, rows, locale),
    )


def _label(
    y: dict[str, Any], field: str, align: str, at: int, size: int, color: str
) -> dict[str, Any]:
    return {
        "mark": {
            "type": "text",
            "align": align,
            "baseline": "bottom",
            "yOffset": -1,
            "fontSize": size,
            "color": color,
            "aria": False,
        },
        "encoding": {
            "y": y,
            "x": {"datum": at, "type": "quantitative", "axis": None},
            "text": {"field": field, "type": "nominal"},
        },
    }


def _row(pace: KeyResultPace, locale: Locale) -> dict[str, Any]:
    result, progress = pace.key_result, pace.progress
    name = localized(result, "name", locale.language) or result.key_result_id
    unit, decimals = result.unit or "", result.decimals or 0
    word = locale.gettext(PACE_WORDS[progress.state])
    actual = formats.quantity(pace.actual, unit, locale, decimals=decimals)
    target = formats.quantity(result.target_value, unit, locale, decimals=decimals)
    return {
        "name": name,
        "full": 1,
        "grade": progress.grade if progress.grade is not None else 0,
        "elapsed": progress.elapsed,
        "state": f"{actual} → {target}   {PACE_SIGNS[progress.state]} {word}",
        "text": locale.gettext("{name}: {actual} for a target of {target}, {state}").format(
            name=name, actual=actual, target=target, state=word
        ),
    }


def _description(objective: ObjectivePace, rows: list[dict[str, Any]], locale: Locale) -> str:
    title = localized(objective.objective, "name", locale.language)
    return f"{title}. " + ". ".join(row["text"] for row in rows) + "."
