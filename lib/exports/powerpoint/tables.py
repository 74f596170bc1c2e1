"""Native tables of slides: as wide as their texts ask, split where a slide is full."""

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from lib.charts.palette import LIGHT, LIGHT_PAGE
from lib.exports.powerpoint.shapes import Box, Native, Pen, describe, emu, rgb, write
from lib.exports.report.report import Table

_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
_ROW, _LINE = 19.0, 13.5
_TITLE = 20.0
_SIGN = 5.6  # mean width of a sign at the size of a cell, in points
_ROOMY = 6.4  # width of a sign in a column that must not wrap
_NARROW, _SHORT, _WIDE = 8, 18, 46


def fitting(table: Table, room: float, width: float) -> int:
    """Return how many rows of a table fit into a height, below its title and headers."""
    heights = _heights(table, width)
    used, count = _TITLE + heights[0], 0
    for height in heights[1:]:
        if used + height > room:
            break
        used, count = used + height, count + 1
    return count


def height_of(table: Table, width: float) -> float:
    """Return the height of a table without its title."""
    return sum(_heights(table, width))


def add_table(slide: Native, table: Table, box: Box) -> None:
    """Draw a table with its upper edge at the top of a box."""
    heights = _heights(table, box.width)
    place = Box(box.x, box.y, box.width, sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.headers), *place.emu)
    describe(frame, table.title, f"{table.title} ({', '.join(table.headers)})")
    made = frame.table
    made.horz_banding = False
    style = frame._element.find(f".//{qn('a:tableStyleId')}")
    style.text = _PLAIN_STYLE
    for column, width in zip(made.columns, _widths(table, box.width), strict=True):
        column.width = emu(width)
    for k, (texts, height) in enumerate(zip((table.headers, *table.rows), heights, strict=True)):
        made.rows[k].height = emu(height)
        for cell, text, is_figure in zip(made.rows[k].cells, texts, table.figures, strict=True):
            _fill(cell, text, Pen(11, bold=k == 0, align="right" if is_figure else "left"))


def _fill(cell: Native, text: str, pen: Pen) -> None:
    cell.margin_left = cell.margin_right = emu(4)
    cell.margin_top = cell.margin_bottom = emu(1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame.paragraphs[0], text, pen)
    line = OxmlElement("a:lnB")
    line.set("w", str(emu(1.0 if pen.bold else 0.5)))
    fill = OxmlElement("a:solidFill")
    color = OxmlElement("a:srgbClr")
    color.set("val", str(rgb(LIGHT.muted if pen.bold else LIGHT_PAGE.border)))
    fill.append(color)
    line.append(fill)
    cell._tc.get_or_add_tcPr().insert(0, line)


def _widths(table: Table, width: float) -> list[float]:
    """Return the width of each column: short ones whole, long ones sharing what is left."""
    columns = zip(table.headers, *table.rows, strict=True)
    longest = [max(_NARROW, *map(len, texts)) for texts in columns]
    whole = [one * _ROOMY + 10 if one <= _SHORT else 0.0 for one in longest]
    shared = sum(min(_WIDE, one) for one in longest if one > _SHORT)
    left = width - sum(whole)
    if not shared or left < shared:
        return [one / sum(longest) * width for one in longest]
    return [
        fixed or min(_WIDE, one) / shared * left for fixed, one in zip(whole, longest, strict=True)
    ]


def _heights(table: Table, width: float) -> list[float]:
    room = [max(1.0, (one - 8) / _SIGN) for one in _widths(table, width)]
    return [
        _ROW + _LINE * max(int(len(text) / signs) for text, signs in zip(row, room, strict=True))
        for row in (table.headers, *table.rows)
    ]
