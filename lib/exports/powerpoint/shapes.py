"""Native shapes of a slide, placed in points; each has a name and no shadow."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lib.charts.palette import LIGHT

Native = Any
"""An object of python-pptx, whose type hints are incomplete."""

POINT = 12_700
"""Slide units in a point."""

_ALLOWED = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> list[Emu]:
        """Left, top, width and height in slide units."""
        return [emu(points) for points in (self.x, self.y, self.width, self.height)]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is written."""

    size: float = 12
    color: str = LIGHT.text
    bold: bool = False
    italic: bool = False
    align: str = "left"


_ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}


def emu(points: float) -> Emu:
    """Return slide units."""
    return Emu(round(points * POINT))


def rgb(color: str) -> RGBColor:
    """Return a colour written as ``#RRGGBB``."""
    red, green, blue = bytes.fromhex(color.lstrip("#"))
    return RGBColor(red, green, blue)


def without_controls(text: str) -> str:
    """Return a text without the control characters that no slide can hold."""
    return "".join(
        sign
        for sign in text
        if sign in _ALLOWED or unicodedata.category(sign) not in ("Cc", "Cs", "Cn")
    )


def describe(shape: Native, name: str, description: str = "") -> None:
    """Give a shape its name and its alternative text."""
    shape.name = without_controls(name)
    if description:
        properties = next(shape._element.iter(qn("p:cNvPr")))
        properties.set("descr", without_controls(description))


def add_text(paragraph: Native, text: str, style: TextStyle) -> None:
    """Write a text into a paragraph."""
    run = paragraph.add_run()
    run.text = without_controls(text)
    run.font.size, run.font.bold, run.font.italic = Pt(style.size), style.bold, style.italic
    run.font.color.rgb = rgb(style.color)
    paragraph.alignment = _ALIGN[style.align]


def text_box(
    slide: Native, box: Box, text: str, style: TextStyle, *, name: str, wrap: bool = True
) -> Native:
    """Write a text on a slide and return its shape."""
    shape = slide.shapes.add_textbox(*box.emu)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = wrap
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if not wrap else MSO_ANCHOR.TOP
    add_text(frame.paragraphs[0], text, style)
    describe(shape, name)
    return shape


def line(
    slide: Native, start: tuple[float, float], end: tuple[float, float], color: str, *, dotted: bool
) -> Native:
    """Draw a straight line and return its shape."""
    ends = [emu(at) for at in (*start, *end)]
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    shape.line.color.rgb, shape.line.width = rgb(color), Pt(1)
    if dotted:
        shape.line.dash_style = MSO_LINE.ROUND_DOT
    _unstyled(shape)
    return shape


def disc(slide: Native, x: float, y: float, text: str, colors: tuple[str, str]) -> Native:
    """Draw a number in a disc, in two colours (ground, text), and return its shape."""
    radius = 8.0
    place = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    shape = slide.shapes.add_shape(MSO_SHAPE.OVAL, *place.emu)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colors[0])
    shape.line.fill.background()
    shape.shadow.inherit = False
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    add_text(frame.paragraphs[0], text, TextStyle(9, colors[1], bold=True, align="center"))
    return shape


def _unstyled(shape: Native) -> None:
    element = shape._element
    style = element.find(qn("p:style"))
    if style is not None:
        element.remove(style)
