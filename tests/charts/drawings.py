"""Charts drawn by Vega at a width, and the boxes around their texts."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import vl_convert

from lib.charts.drawing.scale import text_width
from lib.exports.pictures import fonts_folder

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (250, 320, 390, 700, 1024, 1920)
"""Widths of a chart; a card on a window of 320 px leaves it 250."""

vl_convert.register_font_directory(fonts_folder())
_MOVE = re.compile(r"translate\((-?[\d.]+)(?:,\s*(-?[\d.]+))?\)")


@dataclass(frozen=True)
class TextBox:
    """A text of a drawing with the box around it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other):
        return (
            min(self.right, other.right) - max(self.left, other.left) > 1
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 1
        )


def draw(spec, width):
    """Give the drawing of a chart at a width, as a tree."""
    return ET.fromstring(vl_convert.vegalite_to_svg({**spec, "width": width}))


def texts_of(tree):
    """Give every text of a drawing once: halos stand where their text stands."""
    boxes = {}

    def walk(node, x, y):
        move = _MOVE.match(node.get("transform", ""))
        if move:
            x, y = x + float(move[1]), y + float(move[2] or 0)
        if node.tag == f"{SVG}text":
            for text, below in lines_of(node):
                boxes[box_of(node, text, x, y + below)] = None
        for child in node:
            walk(child, x, y)

    walk(tree, 0.0, 0.0)
    return list(boxes)


def lines_of(node):
    """Give each line of a text with its height below the first."""
    parts = [(node.text, 0.0), *((line.text, float(line.get("dy", 0))) for line in node)]
    below = 0.0
    for text, step in parts:
        below += step
        if text and text.strip():
            yield text, below


def box_of(node, text, x, y):
    """Give the box around a line of text."""
    size = float(node.get("font-size", "11px").removesuffix("px"))
    wide = 0.94 * text_width(text, size)  # an estimate from above
    shift = {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
    left = x + float(node.get("dx", 0)) - shift
    return TextBox(text, left, left + wide, y - 0.72 * size, y)


def meeting(texts):
    """Give the pairs of texts that are written over each other."""
    return [
        (box.text, other.text)
        for k, box in enumerate(texts)
        for other in texts[k + 1 :]
        if box.meets(other)
    ]


def outside(tree, texts):
    """Give the texts that leave the drawing."""
    width = float(tree.get("width"))
    return [box.text for box in texts if box.left < -3 or box.right > width + 3]


def cut(texts):
    """Give the texts that Vega shortened."""
    return [box.text for box in texts if box.text.endswith("…")]
