"""Where the marks of a specification stand: rows after their transforms, values in pixels.

Only the part of Vega-Lite that the charts of this room are written in; anything else is an error,
so that no drawing is ever incomplete without a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lib.charts.drawing.theme import Spec

_SHIFT = re.compile(r"datum\.(\w+)([+-])([0-9.]+)")
_OR = re.compile(r"datum\.(\w+)\|\|'?([^']*)'?")
_FROM_WIDTH = re.compile(r"width ?- ?(?:datum\.(\w+)|([0-9.]+))")
_CHANNELS = ("x", "y")


class NotDrawnError(ValueError):
    """A specification uses what the drawing does not know."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark with all that it inherits.

    Attributes
    ----------
    mark
        Its properties, ``type`` among them.
    encoding
        Its channels.
    rows
        Its data, transformed.
    scales
        Scale of each of ``x`` and ``y``, where it has one.
    width
        Width of the chart.
    """

    mark: Spec
    encoding: Spec
    rows: list[Spec]
    scales: dict[str, Scale]
    width: float

    def place(self, channel: str, row: Spec) -> float | None:
        """Return the pixel of a row on a channel (``x``, ``x2``, ``y``, ``y2``), or None."""
        told = self.encoding.get(channel)
        if told is None:
            return None
        if "value" in told:
            return float(told["value"])
        value = told["datum"] if "datum" in told else row.get(told["field"])
        if value is None:
            return None
        main = self.encoding[channel[0]]
        if "scale" in main and main["scale"] is None:
            return float(value)
        return self.scales[channel[0]].pixel(float(value))

    def told(self, name: str, row: Spec, default: str | float) -> Any:  # noqa: ANN401 - as in a spec
        """Return a property of the mark for a row: a channel, an expression or a constant."""
        channel = self.encoding.get(name)
        if channel is not None and "field" in channel:
            return row.get(channel["field"], default)
        value = self.mark.get(name, default)
        if isinstance(value, dict):
            return _expression(value["expr"], row, self.width)
        return value


def layers_of(spec: Spec) -> list[Layer]:
    """Return every mark of a specification, the first drawn first."""
    width = float(spec["width"])
    shared = _first_scale(spec["layer"], "x", width, width)
    found = []
    for outer in spec["layer"]:
        own = _first_scale([outer], "y", width, float(spec["height"]))
        scales = {
            name: scale for name, scale in zip(_CHANNELS, (shared, own), strict=True) if scale
        }
        found += list(_leaves(outer, {}, [], scales, width))
    return found


def _leaves(
    layer: Spec, encoding: Spec, rows: list[Spec], scales: dict[str, Scale], width: float
) -> Iterator[Layer]:
    merged = {**encoding, **layer.get("encoding", {})}
    data = layer["data"]["values"] if "data" in layer else rows
    for step in layer.get("transform", ()):
        data = _transformed(data, step)
    for inner in layer.get("layer", ()):
        yield from _leaves(inner, merged, data, scales, width)
    if "mark" in layer:
        yield Layer(layer["mark"], merged, data, scales, width)


def _first_scale(layers: list[Spec], channel: str, width: float, end: float) -> Scale | None:
    for layer in layers:
        scale = layer.get("encoding", {}).get(channel, {}).get("scale")
        if scale:
            low, high = scale["domain"]
            start, stop = (_end(one, width) for one in scale.get("range", (0, end)))
            return Scale(low, high, start, stop)
        found = _first_scale(layer.get("layer", []), channel, width, end)
        if found:
            return found
    return None


def _end(value: float | dict[str, str], width: float) -> float:
    return float(_expression(value["expr"], {}, width) if isinstance(value, dict) else value)


def _transformed(rows: list[Spec], step: Spec) -> list[Spec]:
    if "filter" in step and step["filter"].get("valid"):
        return [row for row in rows if row.get(step["filter"]["field"]) is not None]
    found = _SHIFT.fullmatch(step.get("calculate", ""))
    if found is None:
        msg = f"transform not drawn: {step}"
        raise NotDrawnError(msg)
    shift = float(found[3]) * (1 if found[2] == "+" else -1)
    return [{**row, step["as"]: row[found[1]] + shift} for row in rows]


def _expression(text: str, row: Spec, width: float) -> Any:  # noqa: ANN401 - as in a spec
    either = _OR.fullmatch(text)
    if either:
        return row.get(either[1]) or either[2]
    less = _FROM_WIDTH.fullmatch(text)
    if less:
        return width - float(row[less[1]] if less[1] else less[2])
    msg = f"expression not drawn: {text}"
    raise NotDrawnError(msg)
