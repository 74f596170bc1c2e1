"""Positions of the marks of a specification: rows after their transforms, values in pixels.

Only the part of Vega-Lite that the charts use; anything else is an error, so that no drawing is
incomplete without a message.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lib.charts.drawing.expressions import Names, NotDrawnError, check, params_of, value_of
from lib.charts.drawing.theme import Spec

_CHANNELS = ("x", "y")


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
    names
        Value of each parameter of the chart, and its width.
    """

    mark: Spec
    encoding: Spec
    rows: list[Spec]
    scales: dict[str, Scale]
    names: Names

    def place(self, channel: str, row: Spec) -> float | None:
        """Return the pixel of a row on a channel (``x``, ``x2``, ``y``, ``y2``), or None."""
        definition = self.encoding.get(channel)
        if definition is None:
            return None
        if "value" in definition:
            return float(definition["value"])
        value = definition["datum"] if "datum" in definition else row.get(definition["field"])
        if value is None:
            return None
        main = self.encoding[channel[0]]
        if "scale" in main and main["scale"] is None:
            return float(value)
        return self.scales[channel[0]].pixel(float(value))

    def value(self, name: str, row: Spec, default: str | float) -> Any:  # noqa: ANN401 - as in a spec
        """Return a property of the mark for a row: a channel, an expression or a constant."""
        channel = self.encoding.get(name)
        if channel is not None and "field" in channel:
            return row.get(channel["field"], default)
        value = self.mark.get(name, default)
        if isinstance(value, dict):
            return value_of(value["expr"], self.names, row)
        return value


def layers_of(spec: Spec) -> list[Layer]:
    """Return every mark of a specification, the first drawn first."""
    names = params_of(spec)
    shared = _first_scale(spec["layer"], "x", names)
    layers = []
    for outer in spec["layer"]:
        scales = (shared, _first_scale([outer], "y", names))
        by_channel = {name: scale for name, scale in zip(_CHANNELS, scales, strict=True) if scale}
        layers += list(_leaves(outer, {}, [], by_channel, names))
    return layers


def _leaves(
    layer: Spec, encoding: Spec, rows: list[Spec], scales: dict[str, Scale], names: Names
) -> Iterator[Layer]:
    merged = {**encoding, **layer.get("encoding", {})}
    data = layer["data"]["values"] if "data" in layer else rows
    for step in layer.get("transform", ()):
        data = _transformed(data, step, names)
    for inner in layer.get("layer", ()):
        yield from _leaves(inner, merged, data, scales, names)
    if "mark" in layer:
        yield Layer(layer["mark"], merged, data, scales, names)


def _first_scale(layers: list[Spec], channel: str, names: Names) -> Scale | None:
    for layer in layers:
        scale = layer.get("encoding", {}).get(channel, {}).get("scale")
        if scale:
            ends = (*scale["domain"], *scale.get("range", (0, names["width"])))
            return Scale(*(_end(end, names) for end in ends))
        inner = _first_scale(layer.get("layer", []), channel, names)
        if inner:
            return inner
    return None


def _end(value: float | dict[str, str], names: Names) -> float:
    return float(value_of(value["expr"], names, {}) if isinstance(value, dict) else value)


def _transformed(rows: list[Spec], step: Spec, names: Names) -> list[Spec]:
    if isinstance(step.get("filter"), str):
        return [row for row in rows if value_of(step["filter"], names, row)]
    if "calculate" not in step:
        msg = f"transform not drawn: {step}"
        raise NotDrawnError(msg)
    check(step["calculate"])
    return [{**row, step["as"]: value_of(step["calculate"], names, row)} for row in rows]
