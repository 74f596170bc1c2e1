"""Charts as inline SVG: the same specifications as on the pages, without Vega and without script.

Colours become classes, so that one drawing serves the light and the dark theme of a page; the
page's style gives them their colour (:func:`colour_rules`).
"""

from collections.abc import Callable
from dataclasses import fields
from html import escape
from math import pi, sqrt

from lib.charts.drawing.expressions import NotDrawnError, params_of
from lib.charts.drawing.scale import text_width
from lib.charts.drawing.svg_scales import Layer, layers_of
from lib.charts.drawing.theme import Spec
from lib.charts.palette import PALETTES, Palette, ThemeName

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_COLOURS = [field.name for field in fields(Palette)]
_DROP = 0.34  # from the middle of a line of text to its base, in font sizes


def svg_of(spec: Spec) -> str:
    """Return a specification as an SVG element, named by its description.

    Raises
    ------
    NotDrawnError
        When it uses what is not drawn here.
    """
    width, height = spec["width"], round(params_of(spec)["height"])
    body = "".join(_element(layer) for layer in layers_of(spec))
    return (
        f'<svg viewBox="-2 -2 {width + 4} {height + 4}" role="img" '
        f'aria-label="{escape(spec["description"], quote=True)}">{body}</svg>'
    )


def colour_rules(theme: ThemeName) -> str:
    """Return the style rules of every colour in a theme: ``f`` fills, ``s`` strokes."""
    return "".join(
        f".f-{name}{{fill:{getattr(PALETTES[theme], name)}}}"
        f".s-{name}{{stroke:{getattr(PALETTES[theme], name)}}}"
        for name in _COLOURS
    )


def _element(layer: Layer) -> str:
    kind = layer.mark["type"]
    if kind not in _MARKS:
        msg = f"mark not drawn: {kind}"
        raise NotDrawnError(msg)
    return _MARKS[kind](layer)


def _rules(layer: Layer) -> str:
    parts = []
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        x2, y2 = layer.place("x2", row), layer.place("y2", row)
        if x is None or y is None:
            continue
        ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{_or(x2, x):.1f}" y2="{_or(y2, y):.1f}"'
        width = layer.value("strokeWidth", row, 1)
        parts.append(f"<line {ends} {_stroke(layer, row, width)}/>")
    return "".join(parts)


def _lines(layer: Layer) -> str:
    """Draw a line through the values, broken where one is missing."""
    runs: list[list[str]] = [[]]
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        if x is None or y is None:
            runs.append([])
        else:
            runs[-1].append(f"{x:.1f} {y:.1f}")
    path = "".join(f"M{'L'.join(run)}" for run in runs if len(run) > 1)
    width = layer.mark.get("strokeWidth", 2)
    return f'<path d="{path}" fill="none" {_stroke(layer, {}, width)}/>' if path else ""


def _areas(layer: Layer) -> str:
    upper: list[str] = []
    lower: list[str] = []
    for row in layer.rows:
        x, y, y2 = layer.place("x", row), layer.place("y", row), layer.place("y2", row)
        if x is not None and y is not None and y2 is not None:
            upper.append(f"{x:.1f} {y:.1f}")
            lower.insert(0, f"{x:.1f} {y2:.1f}")
    opacity = layer.mark.get("opacity", 1)
    if len(upper) < 2:
        return ""
    return f'<path d="M{"L".join(upper + lower)}Z" {_fill(layer, {})} opacity="{opacity}"/>'


def _rects(layer: Layer) -> str:
    parts = []
    for row in layer.rows:
        places = [layer.place(channel, row) for channel in ("x", "x2", "y", "y2")]
        left, right, top, bottom = (place or 0.0 for place in places)
        if places[0] is None or places[2] is None:
            continue
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        box = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
        parts.append(f"<rect {box} {_outline(layer, row)}/>")
    return "".join(parts)


def _bars(layer: Layer) -> str:
    """Draw level bars from zero, one a row."""
    parts, height = [], layer.mark["height"]
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        if x is not None and y is not None and x > 0:
            box = f'x="0" y="{y - height / 2:.1f}" width="{x:.1f}" height="{height}" rx="2"'
            parts.append(f"<rect {box} {_fill(layer, row)}/>")
    return "".join(parts)


def _ticks(layer: Layer) -> str:
    parts, half = [], layer.mark["height"] / 2
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        if x is not None and y is not None:
            ends = f'x1="{x:.1f}" x2="{x:.1f}" y1="{y - half:.1f}" y2="{y + half:.1f}"'
            parts.append(f"<line {ends} {_stroke(layer, row, layer.mark['thickness'])}/>")
    return "".join(parts)


def _points(layer: Layer) -> str:
    radius = sqrt(layer.mark.get("size", 30) / pi)
    parts = []
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        if x is None or y is None:
            continue
        if layer.mark.get("shape", "circle") == "circle":
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {_fill(layer, row)}/>'
            )
        else:
            r = radius * 1.25
            parts.append(
                f'<path d="M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l-{r:.1f} {r:.1f}l-{r:.1f} '
                f'-{r:.1f}Z" {_fill(layer, row)}/>'
            )
    return "".join(parts)


def _texts(layer: Layer) -> str:
    parts = []
    for row in layer.rows:
        x, y = layer.place("x", row), layer.place("y", row)
        text = str(layer.value("text", row, ""))
        if x is None or y is None or not text:
            continue
        size = float(layer.value("size", row, layer.value("fontSize", row, 12)))
        weight = int(layer.value("fontWeight", row, 400))
        limit = float(layer.value("limit", row, 0))
        anchor = _ANCHORS[str(layer.value("align", row, "center"))]
        style = (
            "" if layer.value("fontStyle", row, "normal") == "normal" else ' font-style="italic"'
        )
        at = f'x="{x + float(layer.value("dx", row, 0)):.1f}" y="{y + size * _DROP:.1f}"'
        content = escape(_fitted(text, size, limit, is_bold=weight >= 600))
        parts.append(
            f'<text {at} font-size="{size:g}" font-weight="{weight}" text-anchor="{anchor}"'
            f"{style} {_outline(layer, row)}>{content}</text>"
        )
    return "".join(parts)


def _fitted(text: str, size: float, limit: float, *, is_bold: bool) -> str:
    """Return a text cut to a width, with a sign that it was."""
    width = text_width(text, size, bold=is_bold)
    if not limit or width <= limit:
        return text
    length = max(1, int(len(text) * limit / width) - 1)
    return text[:length].rstrip() + "…"


def _outline(layer: Layer, row: Spec) -> str:
    """Return the fill, and the stroke of a halo or of a column's edge."""
    if "stroke" not in layer.mark:
        return _fill(layer, row)
    width, dash = layer.mark.get("strokeWidth", 1), layer.mark.get("strokeDash")
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'{_fill(layer, row)} stroke-width="{width:g}" stroke-linejoin="round"{dashes}'


def _fill(layer: Layer, row: Spec) -> str:
    """Return the classes of a mark, and how thin its colour is; open marks have none."""
    mark = layer.mark
    colour = mark.get("fill") or layer.value("color", row, "")
    is_open = mark.get("filled") is False or colour in ("", "transparent", None)
    classes = [] if is_open else [f"f-{_name(str(colour))}"]
    if "stroke" in mark:
        classes.append(f"s-{_name(str(mark['stroke']))}")
    plain = ' fill="none"' if is_open else ""
    opacity = mark.get("fillOpacity")
    thin = f' fill-opacity="{opacity}"' if opacity is not None else ""
    return f'class="{" ".join(classes)}"{plain}{thin}'


def _stroke(layer: Layer, row: Spec, width: float) -> str:
    colour = _name(str(layer.value("color", row, "")))
    dash = layer.mark.get("strokeDash")
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'class="s-{colour}" stroke-width="{width:g}"{dashes}'


def _name(colour: str) -> str:
    """Return the name of a colour of the light theme, in which drawings are made."""
    for name in _COLOURS:
        if getattr(PALETTES["light"], name) == colour:
            return name
    msg = f"colour not of the theme: {colour}"
    raise NotDrawnError(msg)


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


_MARKS: dict[str, Callable[[Layer], str]] = {
    "rule": _rules,
    "line": _lines,
    "area": _areas,
    "rect": _rects,
    "bar": _bars,
    "tick": _ticks,
    "point": _points,
    "circle": _points,
    "text": _texts,
}
