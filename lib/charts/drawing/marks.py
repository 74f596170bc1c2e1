"""The few Vega-Lite layers that every chart is made of, as plain dictionaries.

Horizontal positions are months (see ``lib.charts.drawing.window``); vertical ones are values on a
panel's scale, or pixels where a function says so. Texts and numbers of the data stand in the data
alone: the only expressions are the constants below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from lib.charts.drawing.scale import PixelScale
from lib.charts.drawing.theme import Spec
from lib.charts.palette import Palette

TARGET_DASH = (8, 3, 1.5, 3)
FORMER_DASH = (2, 2)
FORECAST_DASH = (5, 3)

Style = str | float | list[int]
"""A property of a mark."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in months (x) and pixels (y)."""

    x: float
    x2: float
    y: float
    y2: float
    c: str
    w: float = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text anchored at a month (x, shifted by ``dx`` pixels) and a pixel height (y).

    Fields have short names because they travel in every chart: ``t`` text, ``c`` colour, ``s``
    size, ``a`` alignment, ``b`` weight, ``f`` style, ``l`` widest in pixels (0: no limit).
    """

    x: float
    y: float
    t: str
    c: str
    s: int
    dx: float = 0
    a: str = "center"
    b: int = 400
    f: str = "normal"
    l: int = 0  # noqa: E741 - short names travel


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn."""

    color: str
    width: float
    dash: tuple[float, ...] = ()

    def rule(self) -> Spec:
        """Return the mark of a rule drawn with this pen."""
        mark: Spec = {
            "type": "rule",
            "aria": False,
            "color": self.color,
            "strokeWidth": self.width,
        }
        return {**mark, "strokeDash": list(self.dash)} if self.dash else mark


def x_scale(months: int, left: float, right: float) -> Spec:
    """Return the horizontal scale, with room for texts at both ends."""
    return {
        "domain": [0, months],
        "range": [round(left), {"expr": f"width-{round(right)}"}],
        "nice": False,
        "zero": False,
    }


def y_scale(scale: PixelScale) -> Spec:
    """Return the vertical scale of one panel: its own slice of the height."""
    return {
        "domain": [scale.low, scale.high],
        "range": [round(scale.bottom), round(scale.top)],
        "nice": False,
        "zero": False,
    }


def channel(field: str) -> Spec:
    """Return a quantitative channel; the theme disables every axis."""
    return {"field": field, "type": "quantitative"}


def pixels(field: str) -> Spec:
    """Return a channel whose values are pixels already."""
    return {**channel(field), "scale": None}


def plain(field: str) -> Spec:
    """Return a channel that takes its values (colours, sizes, texts) as they are."""
    return {"field": field, "scale": None}


def rules(rows: Sequence[Rule], *, dash: Sequence[float] = ()) -> Spec:
    """Return straight lines, level, upright or slanted."""
    mark: Spec = {"type": "rule", "aria": False}
    if dash:
        mark["strokeDash"] = list(dash)
    return {
        "data": {"values": [_brief(row) for row in rows]},
        "mark": mark,
        "encoding": {
            "x": channel("x"),
            "x2": {"field": "x2"},
            "y": pixels("y"),
            "y2": {"field": "y2"},
            "color": plain("c"),
            "strokeWidth": {**plain("w"), "type": "quantitative"},
        },
    }


def texts(rows: Sequence[Text], theme: Palette, *, halo: bool) -> Spec:
    """Return texts, with a halo of the page's colour where lines may run behind them."""
    encoding = {
        "x": channel("x"),
        "y": pixels("y"),
        "text": {"field": "t"},
        "size": {**plain("s"), "type": "quantitative"},
    }
    style = {
        "type": "text",
        "aria": False,
        "baseline": "middle",
        "align": {"expr": "datum.a||'center'"},
        "dx": {"expr": "datum.dx||0"},
        "fontWeight": {"expr": "datum.b||400"},
        "fontStyle": {"expr": "datum.f||'normal'"},
        "limit": {"expr": "datum.l||0"},
    }
    front: Spec = {"mark": style, "encoding": {**encoding, "color": plain("c")}}
    data = {"values": [_brief(row) for row in rows]}
    if not halo:
        return {"data": data, **front}
    behind = {
        "mark": {
            **style,
            "stroke": theme.background,
            "color": theme.background,
            "strokeWidth": 4,
            "strokeJoin": "round",
        },
        "encoding": encoding,
    }
    return {"data": data, "layer": [behind, front]}


def path(field: str, *, color: str, width: float, dash: Sequence[float] = ()) -> Spec:
    """Return a line through the values of ``field``, broken where one is missing."""
    mark: Spec = {"type": "line", "aria": False, "color": color, "strokeWidth": width}
    if dash:
        mark["strokeDash"] = list(dash)
    return {"mark": mark, "encoding": {"x": channel("x"), "y": channel(field)}}


def columns(field: str, *, described: bool, share: float = 0.33, **style: Style) -> Spec:
    """Return columns from zero, centred on their month; ``share`` is half their width."""
    return {
        "transform": [
            {"filter": {"field": field, "valid": True}},
            {"calculate": f"datum.x-{share}", "as": "l"},
            {"calculate": f"datum.x+{share}", "as": "r"},
        ],
        "mark": {"type": "rect", "aria": described, **style},
        "encoding": {
            "x": channel("l"),
            "x2": {"field": "r"},
            "y": channel(field),
            "y2": {"datum": 0},
            **({"description": {"field": "d"}} if described else {}),
        },
    }


def levels(rows: Sequence[Spec], pens: Sequence[Pen]) -> Spec:
    """Return level lines from month ``x`` to ``x2`` at the value ``v`` of the panel's scale."""
    return {
        "data": {"values": list(rows)},
        "encoding": {"x": channel("x"), "x2": {"field": "x2"}, "y": channel("v")},
        "layer": [{"mark": pen.rule()} for pen in pens],
    }


def month_levels(field: str, pens: Sequence[Pen]) -> Spec:
    """Return level lines as wide as their month at the values of ``field``."""
    return {
        "transform": [
            {"filter": {"field": field, "valid": True}},
            {"calculate": "datum.x-0.5", "as": "l"},
            {"calculate": "datum.x+0.5", "as": "r"},
        ],
        "encoding": {"x": channel("l"), "x2": {"field": "r"}, "y": channel(field)},
        "layer": [{"mark": pen.rule()} for pen in pens],
    }


def points(field: str, *, described: bool, **style: Style) -> Spec:
    """Return one point per value of ``field``."""
    encoding = {"x": channel("x"), "y": channel(field)}
    if described:
        encoding["description"] = {"field": "d"}
    return {
        "transform": [{"filter": {"field": field, "valid": True}}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "aria": described, **style},
        "encoding": encoding,
    }


def as_rows(rows: Sequence[Rule | Text], only: str = "") -> list[Spec]:
    """Return rows of data, drawn on ``wide`` or ``narrow`` charts alone where ``only`` says so."""
    limit = {"only": only} if only else {}
    return [_brief(row) | limit for row in rows]


def adaptive_rows(wide: Sequence[Rule | Text], narrow: Sequence[Rule | Text]) -> list[Spec]:
    """Return rows of data of a chart in its wide and its narrow drawing, common ones once."""
    drawn_narrow, drawn_wide = set(narrow), set(wide)
    return [
        *as_rows([row for row in wide if row in drawn_narrow]),
        *as_rows([row for row in wide if row not in drawn_narrow], "wide"),
        *as_rows([row for row in narrow if row not in drawn_wide], "narrow"),
    ]


def _brief(row: Rule | Text) -> Spec:
    """Return a row without the fields that hold their default."""
    return {
        name: value
        for name, default in _DEFAULTS[type(row)]
        if (value := getattr(row, name)) != default
    }


_DEFAULTS: dict[type, list[tuple[str, object]]] = {
    Rule: [(one.name, None) for one in fields(Rule)],  # every rule has its width
    Text: [(one.name, one.default) for one in fields(Text)],
}
