"""Charts made of rows: a name, dots with their interval or a bar, and a figure at the end.

Names stand at the left where there is room, and above their row on a phone. A filled dot is what is
known, a hollow one what was said beforehand; the legend beside the chart says so in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts import marks
from lib.charts.marks import Rule, Text
from lib.charts.row_parts import Dot, Row, Scale
from lib.charts.scale import text_width
from lib.charts.theme import PHONE, SERIES, Spec, Theme, ThemeName, chart, theme_of
from lib.i18n.translate import Locale

_ROW, _ROW_COMPACT = 30, 46
_HEAD = 22
_FONT, _FONT_COMPACT = 14, 12
_GAP = 12
_EDGE = 10
_LONGEST_NAME = 300.0


@dataclass(frozen=True, slots=True)
class _Layout:
    rows: tuple[Row, ...]
    palette: Theme
    compact: bool
    left: float
    right: float

    @property
    def step(self) -> int:
        return _ROW_COMPACT if self.compact else _ROW

    @property
    def font(self) -> int:
        return _FONT_COMPACT if self.compact else _FONT

    @property
    def height(self) -> float:
        return _HEAD + self.step * len(self.rows) + 4

    def middle(self, at: int) -> float:
        """Return the height at which the marks of a row stand."""
        return _HEAD + self.step * at + (self.step - 12 if self.compact else self.step / 2)

    def name_room(self, row: Row) -> float:
        """Return how wide the name of a row may be drawn."""
        if self.compact:
            return PHONE.width - text_width(row.note, _FONT_COMPACT) - 2 * _EDGE
        return self.left - _GAP

    def name_height(self, at: int) -> float:
        """Return the height at which the name of a row stands."""
        return _HEAD + self.step * at + 12 if self.compact else self.middle(at)


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
    layout = _layout(tuple(rows), theme_of(theme), compact=is_compact)
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


def _layout(rows: tuple[Row, ...], palette: Theme, *, compact: bool) -> _Layout:
    if compact:
        return _Layout(rows, palette, compact, _EDGE, _EDGE)
    names = max((text_width(row.name, _FONT) for row in rows), default=0.0)
    notes = max((text_width(row.note, _FONT) for row in rows), default=0.0)
    return _Layout(
        rows, palette, compact, min(names, _LONGEST_NAME) + _GAP + _EDGE, notes + _GAP + _EDGE
    )


def _grid(layout: _Layout, scale: Scale) -> list[Rule]:
    top, bottom, theme = _HEAD, layout.height, layout.palette
    lines = [Rule(tick, tick, top, bottom, theme.grid, 1) for tick in scale.ticks]
    if scale.low <= 0 <= scale.high:
        lines.append(Rule(0, 0, top, bottom, theme.muted, 1))
    if scale.line is not None:
        lines.append(Rule(scale.line, scale.line, top, bottom, theme.text, 1.5))
    return lines


def _intervals(layout: _Layout) -> list[Rule]:
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


def _bars(layout: _Layout) -> list[Spec]:
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


def _points(layout: _Layout, *, hollow: bool) -> list[Spec]:
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


def _texts(layout: _Layout, scale: Scale) -> list[Text]:
    theme, font = layout.palette, layout.font
    texts = [
        Text(tick, 9, label, theme.muted, font - 1)
        for tick, label in zip(scale.ticks, scale.labels, strict=True)
    ]
    if scale.line is not None and scale.line_label:
        texts.append(Text(scale.line, 9, scale.line_label, theme.text, font - 1, b=600))
    left = 0 if layout.compact else _EDGE - layout.left
    for at, row in enumerate(layout.rows):
        y = layout.name_height(at)
        limit = round(layout.name_room(row))
        texts.append(Text(scale.low, y, row.name, theme.text, font, dx=left, a="left", l=limit))
        right = 0.0 if layout.compact else layout.right - _EDGE
        texts.append(Text(scale.high, y, row.note, theme.text, font, dx=right, a="right"))
    return texts
