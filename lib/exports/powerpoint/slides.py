"""The report as slides: native charts and tables, speaker notes, words for every chart."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from lib.charts.palette import LIGHT, LIGHT_PAGE
from lib.exports.powerpoint.pair_slides import draw_pair
from lib.exports.powerpoint.shapes import (
    Box,
    Native,
    TextStyle,
    add_text,
    describe,
    emu,
    rgb,
    text_box,
    without_controls,
)
from lib.exports.powerpoint.template import layout, open_template
from lib.exports.report.report import PairChart, Section, Table, UpdateReport
from lib.i18n import formats

_LEFT, _WIDTH = 34.0, 892.0
_TOP, _BOTTOM = 104.0, 500.0
_LINE = 17.0
_CHARACTERS = 150  # of a finding on one line
_LONG_TITLE = 90
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
_ROW, _CELL_LINE = 19.0, 13.5
_TABLE_TITLE = 20.0
_CHARACTER = 5.6  # mean width of a character at the size of a cell, in points
_ROOMY = 6.4  # width of a character in a column that must not wrap
_NARROW, _SHORT, _WIDE = 8, 18, 46


def powerpoint_bytes(report: UpdateReport, template: Path | None = None) -> bytes:
    """Return the report as a presentation, on a company's template where one is given.

    Raises
    ------
    InvalidInputError
        When the template cannot be used.
    """
    deck = _Deck(report, open_template(template))
    deck.cover()
    for section in report.sections:
        deck.section(section)
    if report.notes:
        deck.notes()
    content = io.BytesIO()
    deck.presentation.save(content)
    return content.getvalue()


@dataclass(slots=True)
class _Deck:
    """Slides being written, and how far down the last one is filled."""

    report: UpdateReport
    presentation: Native
    slide: Native = None
    y: float = _TOP
    titles: dict[str, int] = field(default_factory=dict)

    def cover(self) -> None:
        """Write the first slide."""
        report, properties = self.report, self.presentation.core_properties
        properties.title = without_controls(report.title)
        properties.subject = without_controls(report.state)
        properties.author = properties.last_modified_by = "Tandem"
        properties.language = report.locale.language
        slide = self.presentation.slides.add_slide(layout(self.presentation, "cover"))
        slide.shapes.title.text = without_controls(report.title)
        places = [place for place in slide.placeholders if place.placeholder_format.idx != 0]
        if places:
            frame = places[0].text_frame
            add_text(frame.paragraphs[0], report.subtitle, TextStyle(18, LIGHT.muted))
            for unused in places[1:]:
                unused._element.getparent().remove(unused._element)
        self._footer(slide)

    def section(self, section: Section) -> None:
        """Write one block: findings, commentary and tables, then a slide a pair."""
        self._open(section.title, section.name)
        self._note([section.title, *section.findings, section.commentary])
        self._sentences(section.findings, section.title, section.name)
        if section.commentary:
            label = self.report.commentary_label
            commentary = f"{label} — {section.commentary}"
            self._sentences((commentary,), section.title, section.name, mark="")
        for table in section.tables:
            self._table(table, section)
        for chart in section.charts:
            self._pair(chart, section)

    def notes(self) -> None:
        """Write what a reader must know beside the figures."""
        report = self.report
        self._open(report.notes_label, "")
        self._sentences(report.notes, report.notes_label, report.notes_label)

    def _open(self, title: str, name: str) -> None:
        self.titles[title] = self.titles.get(title, 0) + 1
        again = self.titles[title]
        slide = self.presentation.slides.add_slide(layout(self.presentation, "content"))
        number = formats.number(again, self.report.locale)
        slide.shapes.title.text = without_controls(title if again == 1 else f"{title} ({number})")
        if len(title) > _LONG_TITLE:
            slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(16)
        if name:
            box = Box(_LEFT, 80, _WIDTH, 18)
            text_box(slide, box, name, TextStyle(13, LIGHT.muted), name=name)
        self._footer(slide)
        self.slide, self.y = slide, _TOP

    def _pair(self, chart: PairChart, section: Section) -> None:
        self._open(chart.title, "")
        draw_pair(self.slide, chart, self.report.locale)
        moves = self.report.locale.gettext(
            "Launches and connectors are shapes: they do not move when the data are edited."
        )
        self._note([section.name, chart.hypothesis, *chart.facts, chart.description, moves])

    def _sentences(
        self, sentences: tuple[str, ...], title: str, name: str, *, mark: str = "• "
    ) -> None:
        for sentence in sentences:
            lines = 1 + len(sentence) // _CHARACTERS
            if self.y + lines * _LINE > _BOTTOM:
                self._open(title, name)
            box = Box(_LEFT, self.y, _WIDTH, lines * _LINE)
            shape = text_box(self.slide, box, "", TextStyle(), name=name)
            paragraph = shape.text_frame.paragraphs[0]
            for run in paragraph.runs:
                run.text = ""
            add_text(paragraph, mark + sentence, TextStyle(13, bold=not mark))
            self.y += lines * _LINE + 5

    def _table(self, table: Table, section: Section) -> None:
        rest = table
        self.y += 8
        while rest.rows:
            count = _fitting(rest, _BOTTOM - self.y, _WIDTH)
            if not count or (count < min(len(rest.rows), 3)):
                self._open(section.title, section.name)
                count = max(1, _fitting(rest, _BOTTOM - self.y, _WIDTH))
            part = Table(rest.title, rest.headers, rest.rows[:count], rest.figures)
            box = Box(_LEFT, self.y, _WIDTH, 18)
            text_box(self.slide, box, part.title, TextStyle(12, LIGHT.muted), name=part.title)
            _add_table(self.slide, part, Box(_LEFT, self.y + 20, _WIDTH, 10))
            self.y += 20 + _height_of(part, _WIDTH) + 12
            rest = Table(rest.title, rest.headers, rest.rows[count:], rest.figures)

    def _note(self, sentences: list[str]) -> None:
        notes = "\n".join(without_controls(sentence) for sentence in sentences if sentence)
        self.slide.notes_slide.notes_text_frame.text = notes

    def _footer(self, slide: Native) -> None:
        name = self.report.locale.gettext("State of the data")
        shape = text_box(
            slide, Box(_LEFT, 526, 700, 12), self.report.state, TextStyle(9, LIGHT.muted), name=name
        )
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        number = formats.number(len(self.presentation.slides), self.report.locale)
        place = Box(_LEFT + _WIDTH - 60, 526, 60, 12)
        text_box(slide, place, number, TextStyle(9, LIGHT.muted, align="right"), name="№")


def _fitting(table: Table, room: float, width: float) -> int:
    """Return how many rows of a table fit into a height, below its title and headers."""
    heights = _heights(table, width)
    used, count = _TABLE_TITLE + heights[0], 0
    for height in heights[1:]:
        if used + height > room:
            break
        used, count = used + height, count + 1
    return count


def _height_of(table: Table, width: float) -> float:
    """Return the height of a table without its title."""
    return sum(_heights(table, width))


def _add_table(slide: Native, table: Table, box: Box) -> None:
    """Draw a table with its upper edge at the top of a box."""
    heights = _heights(table, box.width)
    place = Box(box.x, box.y, box.width, sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.headers), *place.emu)
    describe(frame, table.title, f"{table.title} ({', '.join(table.headers)})")
    grid = frame.table
    grid.horz_banding = False
    style = frame._element.find(f".//{qn('a:tableStyleId')}")
    style.text = _PLAIN_STYLE
    for column, width in zip(grid.columns, _widths(table, box.width), strict=True):
        column.width = emu(width)
    for k, (texts, height) in enumerate(zip((table.headers, *table.rows), heights, strict=True)):
        grid.rows[k].height = emu(height)
        for cell, text, is_figure in zip(grid.rows[k].cells, texts, table.figures, strict=True):
            _fill(cell, text, TextStyle(11, bold=k == 0, align="right" if is_figure else "left"))


def _fill(cell: Native, text: str, style: TextStyle) -> None:
    cell.margin_left = cell.margin_right = emu(4)
    cell.margin_top = cell.margin_bottom = emu(1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    add_text(cell.text_frame.paragraphs[0], text, style)
    line = OxmlElement("a:lnB")
    line.set("w", str(emu(1.0 if style.bold else 0.5)))
    fill = OxmlElement("a:solidFill")
    color = OxmlElement("a:srgbClr")
    color.set("val", str(rgb(LIGHT.muted if style.bold else LIGHT_PAGE.border)))
    fill.append(color)
    line.append(fill)
    cell._tc.get_or_add_tcPr().insert(0, line)


def _widths(table: Table, width: float) -> list[float]:
    """Return the width of each column: short ones fit their texts, long ones share the rest."""
    columns = zip(table.headers, *table.rows, strict=True)
    longest = [max(_NARROW, *map(len, texts)) for texts in columns]
    whole = [length * _ROOMY + 10 if length <= _SHORT else 0.0 for length in longest]
    shared = sum(min(_WIDE, length) for length in longest if length > _SHORT)
    left = width - sum(whole)
    if not shared or left < shared:
        return [length / sum(longest) * width for length in longest]
    return [
        fixed or min(_WIDE, length) / shared * left
        for fixed, length in zip(whole, longest, strict=True)
    ]


def _heights(table: Table, width: float) -> list[float]:
    room = [max(1.0, (column - 8) / _CHARACTER) for column in _widths(table, width)]
    rows = (table.headers, *table.rows)
    lines = [max(int(len(text) / at) for text, at in zip(row, room, strict=True)) for row in rows]
    return [_ROW + _CELL_LINE * count for count in lines]
