"""Charts made of rows: a name, dots with their interval or a bar, and a figure at the end.

A filled dot is what is known, a hollow one what was said beforehand; the legend beside the chart
says so in words.
"""

from collections.abc import Sequence
from typing import Any

from lib.charts.drawing import marks
from lib.charts.drawing.marks import Rule, Text
from lib.charts.drawing.theme import PHONE, SERIES, Spec, chart
from lib.charts.palette import PALETTES, ThemeName
from lib.charts.rows.layout import EDGE, RowLayout, row_layout
from lib.charts.rows.parts import Dot, Row, Scale
from lib.i18n.translate import Locale


def rows_chart(
    rows: Sequence[Row],
    scale: Scale,
    *,
    locale: Locale,
    theme: ThemeName,
    is_compact: bool,
    description: str,
) -> Spec:
    """Return the Vega-Lite specification of rows on one scale."""
    layout = row_layout(rows, PALETTES[theme], compact=is_compact)
    layers = [
        marks.rules(_grid(layout, scale)),
        *_bars(layout),
        marks.rules(_intervals(layout)),
        *_points(layout, hollow=False),
        *_points(layout, hollow=True),
        marks.texts(_texts(layout, scale), layout.palette, halo=is_compact),
    ]
    layers[0]["encoding"]["x"]["scale"] = {
        "domain": [scale.low, scale.high],
        "range": [round(layout.left), {"expr": f"width-{round(layout.right)}"}],
        "nice": False,
        "zero": False,
    }
    spec = chart(
        layers,
        theme=layout.palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=layout.height,
        description=description,
    )
    return {**spec, "usermeta": {"table": [_told_row(row) for row in rows]}}


def _grid(layout: RowLayout, scale: Scale) -> list[Rule]:
    """Return the upright lines; names above the marks are not struck through."""
    theme, found = layout.palette, []
    for top, bottom in layout.line_spans():
        found += [Rule(tick, tick, top, bottom, theme.grid, 1) for tick in scale.ticks]
        if scale.low <= 0 <= scale.high:
            found.append(Rule(0, 0, top, bottom, theme.muted, 1))
        if scale.line is not None:
            found.append(Rule(scale.line, scale.line, top, bottom, theme.text, 1.5))
    return found


def _intervals(layout: RowLayout) -> list[Rule]:
    found = []
    for at, row in enumerate(layout.rows):
        y = layout.middle(at)
        for dot in row.dots:
            if dot.low is not None and dot.high is not None:
                color = dot.color or layout.palette.product
                found.append(
                    Rule(dot.low, dot.high, y - dot.lift, y - dot.lift, color, _weight(dot))
                )
        if row.tick is not None:
            found.append(Rule(row.tick, row.tick, y - 11, y + 11, layout.palette.text, 2.5))
    return found


def _weight(dot: Dot) -> float:
    return 1.5 if dot.is_hollow else 3


def _bars(layout: RowLayout) -> list[Spec]:
    values = [
        {
            "l": 0,
            "r": row.bar.value,
            "y": layout.middle(at) - 7,
            "y2": layout.middle(at) + 7,
            "c": row.bar.color or layout.palette.product,
            "d": row.bar.text,
        }
        for at, row in enumerate(layout.rows)
        if row.bar is not None
    ]
    if not values:
        return []
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "cornerRadius": 1},
            "encoding": {
                "x": marks.channel("l"),
                "x2": {"field": "r"},
                "y": marks.pixels("y"),
                "y2": {"field": "y2"},
                "color": marks.plain("c"),
                **_told(),
            },
        }
    ]


def _points(layout: RowLayout, *, hollow: bool) -> list[Spec]:
    values = [
        {
            "x": dot.value,
            "y": layout.middle(at) - dot.lift,
            "c": dot.color or layout.palette.product,
            "d": dot.text,
        }
        for at, row in enumerate(layout.rows)
        for dot in row.dots
        if dot.value is not None and dot.is_hollow == hollow
    ]
    if not values:
        return []
    mark: dict[str, Any] = {"type": "point", "opacity": 1}
    channel = "stroke" if hollow else "color"
    mark |= {"size": 170, "strokeWidth": 1.75} if hollow else {"size": 80, "filled": True}
    return [
        {
            "data": {"values": values},
            "mark": mark,
            "encoding": {
                "x": marks.channel("x"),
                "y": marks.pixels("y"),
                channel: marks.plain("c"),
                **_told(),
            },
        }
    ]


def _told_row(row: Row) -> list[str]:
    """Return a row as the table beside the chart has it: name, figure, and each reading."""
    return [row.name, row.note, "; ".join(dot.text for dot in row.dots)]


def _told() -> Spec:
    told = {"field": "d", "type": "nominal"}
    return {"description": told, "tooltip": told}


def _texts(layout: RowLayout, scale: Scale) -> list[Text]:
    theme, font = layout.palette, layout.font
    texts = [
        Text(tick, 9, label, theme.muted, font - 1)
        for tick, label in zip(scale.ticks, scale.labels, strict=True)
    ]
    if scale.line is not None and scale.line_label:
        texts.append(Text(scale.line, 9, scale.line_label, theme.text, font - 1, b=600))
    left = 0 if layout.compact else EDGE - layout.left
    for at, row in enumerate(layout.rows):
        for y, name in zip(layout.name_heights(at), layout.places[at].names, strict=True):
            texts.append(
                Text(scale.low, y, name, theme.text, font, dx=left, a="left", l=layout.name_room)
            )
        y = layout.note_height(at)
        if layout.places[at].is_beside:
            right = 0.0 if layout.compact else layout.right - EDGE
            texts.append(Text(scale.high, y, row.note, theme.text, font, dx=right, a="right"))
        else:
            texts.append(Text(scale.low, y, row.note, theme.muted, font, dx=left, a="left"))
    return texts
