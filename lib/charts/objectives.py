"""Pace of key results: the way gone against the time gone, one bar a key result."""

from typing import Any

from lib.charts.drawing.theme import PHONE, SERIES, Spec, chart
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.rows.key_results import Headings, Rows, Slot, rows_of, texts_at
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.overview import ObjectivePace
from lib.wording.names import name_of
from lib.wording.okrs import KIND_WORDS, PACE_SIGNS, PACE_WORDS

_BAR = 9
_NAME, _DRAWN, _FIGURES = 12.0, 28.0, 46.0  # heights within a row


def pace_chart(
    objective: ObjectivePace,
    *,
    locale: Locale,
    theme: ThemeName,
    is_compact: bool = False,
    headings: Headings | None = None,
) -> Spec:
    """Return the Vega-Lite specification of the key results of one objective.

    A bar runs from 0 to the grade; the tick marks the share of the time gone, where the bar should
    be by now. State is told by a sign and a word, never by colour alone. With ``headings``,
    committed and aspirational key results stand apart, with grade, pace and weight written out.
    """
    palette = PALETTES[theme]
    placed = rows_of(objective.key_results, headings)
    detailed = headings is not None
    rows = [_row(slot, locale, detailed=detailed, is_compact=is_compact) for slot in placed.slots]
    layers = [*_bars(palette), *_texts(palette, 13 if is_compact else 14)]
    for layer in layers:
        layer["data"] = {"values": rows}
    layers += heading_layers(placed, palette)
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=placed.height,
        description=_description(objective, rows, locale),
    )


def heading_layers(placed: Rows, palette: Palette) -> list[Spec]:
    """Return the headings of a chart of key results with a line under each."""
    if not placed.headings:
        return []
    rows = [{"y": one.top + 10, "line": one.top + 20, "text": one.text} for one in placed.headings]
    line: Spec = {
        "data": {"values": rows},
        "mark": {"type": "rule", "aria": False, "color": palette.grid},
        "encoding": {
            "x": {"datum": 0, "type": "quantitative"},
            "x2": {"datum": 1},
            "y": {"field": "line", "type": "quantitative", "scale": None},
        },
    }
    text = texts_at("text", "y", color=palette.muted, size=13)
    return [line, {"data": {"values": rows}, **text}]


def _bars(palette: Palette) -> list[Spec]:
    x = {
        "field": "grade",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
    }
    y = {"field": "drawn", "type": "quantitative", "scale": None}
    bar = {"type": "bar", "orient": "horizontal", "height": _BAR, "cornerRadius": 2}
    tick = {"type": "tick", "orient": "vertical", "height": _BAR + 9, "thickness": 2}
    return [
        {
            "mark": {**bar, "color": palette.grid, "aria": False},
            "encoding": {"y": y, "x": {**x, "field": "full"}},
        },
        {
            "mark": {**bar, "color": palette.product},
            "encoding": {"y": y, "x": x, "description": {"field": "text"}},
        },
        {
            "mark": {**tick, "color": palette.text, "aria": False},
            "encoding": {"y": y, "x": {**x, "field": "elapsed"}},
        },
    ]


def _texts(palette: Palette, size: int) -> list[Spec]:
    limit = {"expr": "width - datum.room"}
    return [
        texts_at("name", "head", color=palette.text, size=size, limit=limit, fontWeight=600),
        texts_at("weight", "head", color=palette.muted, size=12, right=True),
        texts_at("figures", "foot", color=palette.text, size=size - 1),
        texts_at("state", "foot", color=palette.text, size=size - 1, right=True),
    ]


def _row(slot: Slot, locale: Locale, *, detailed: bool, is_compact: bool) -> dict[str, Any]:
    _, result, progress = locale.gettext, slot.pace.key_result, slot.pace.progress
    name = name_of(result, locale)
    unit, decimals = result.unit or "", result.decimals or 0
    word = _(PACE_WORDS[progress.state])
    actual = formats.quantity(slot.pace.actual, unit, locale, decimals=decimals)
    target = formats.quantity(result.target_value, unit, locale, decimals=decimals)
    weight = ""
    if detailed and result.weight is not None:
        weight = _("weight {share}").format(share=formats.percent(result.weight, locale))
    text = _("{name}: {actual} for a target of {target}, {state}")
    return {
        "head": slot.top + _NAME,
        "drawn": slot.top + _DRAWN,
        "foot": slot.top + _FIGURES,
        "name": name,
        "room": 8 + 6.5 * len(weight),
        "weight": weight,
        "full": 1,
        "grade": progress.grade if progress.grade is not None else 0,
        "elapsed": progress.elapsed,
        "figures": f"{actual} → {target}",
        "state": _state(slot, word, locale, detailed=detailed, is_compact=is_compact),
        "text": text.format(name=name, actual=actual, target=target, state=word),
    }


def _state(slot: Slot, word: str, locale: Locale, *, detailed: bool, is_compact: bool) -> str:
    progress = slot.pace.progress
    state = f"{PACE_SIGNS[progress.state]} {word}"
    if not detailed and slot.pace.key_result.kind == "aspirational":
        return f"{locale.gettext(KIND_WORDS['aspirational'])} · {state}"
    if not detailed or progress.grade is None:
        return state
    grade = locale.gettext("grade {grade}").format(
        grade=formats.number(progress.grade, locale, decimals=2)
    )
    if is_compact or progress.pace is None:
        return f"{grade} · {state}"
    pace = locale.gettext("pace {share}").format(share=formats.percent(progress.pace, locale))
    return f"{grade} · {pace} · {state}"


def _description(objective: ObjectivePace, rows: list[dict[str, Any]], locale: Locale) -> str:
    title = name_of(objective.objective, locale)
    return f"{title}. " + ". ".join(row["text"] for row in rows) + "."
