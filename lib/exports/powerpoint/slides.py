"""The report as slides: native charts and tables, speaker notes, words for every chart."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from lib.charts.palette import LIGHT
from lib.exports.powerpoint.pairs import draw_pair
from lib.exports.powerpoint.shapes import Box, Native, Pen, plain, text_box, write
from lib.exports.powerpoint.tables import add_table, fitting, height_of
from lib.exports.powerpoint.template import layout, open_template
from lib.exports.report.report import PairChart, Report, Section, Table
from lib.i18n import formats

_LEFT, _WIDTH = 34.0, 892.0
_TOP, _BOTTOM = 104.0, 500.0
_LINE = 17.0
_SIGNS = 150  # of a finding on one line
_LONG_TITLE = 90


def powerpoint_bytes(report: Report, template: Path | None = None) -> bytes:
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
    made = io.BytesIO()
    deck.presentation.save(made)
    return made.getvalue()


@dataclass(slots=True)
class _Deck:
    """Slides being written, and how far down the last one is filled."""

    report: Report
    presentation: Native
    slide: Native = None
    y: float = _TOP
    titles: dict[str, int] = field(default_factory=dict)

    def cover(self) -> None:
        """Write the first slide."""
        report, properties = self.report, self.presentation.core_properties
        properties.title = plain(report.title)
        properties.subject = plain(report.state)
        properties.author = properties.last_modified_by = "Tandem"
        properties.language = report.locale.language
        slide = self.presentation.slides.add_slide(layout(self.presentation, "cover"))
        slide.shapes.title.text = plain(report.title)
        places = [one for one in slide.placeholders if one.placeholder_format.idx != 0]
        if places:
            frame = places[0].text_frame
            write(frame.paragraphs[0], report.subtitle, Pen(18, LIGHT.muted))
            for unused in places[1:]:
                unused._element.getparent().remove(unused._element)
        self._footer(slide)

    def section(self, section: Section) -> None:
        """Write one block: findings, commentary and tables, then a slide a pair."""
        self._open(section.title, section.name)
        self._note([section.title, *section.findings, section.commentary])
        self._sentences(section.findings, section)
        if section.commentary:
            label = self.report.commentary_label
            self._sentences((f"{label} — {section.commentary}",), section, mark="")
        for table in section.tables:
            self._table(table, section)
        for chart in section.charts:
            self._pair(chart, section)

    def notes(self) -> None:
        """Write what a reader must know beside the figures."""
        report = self.report
        section = Section("moved", report.notes_label, report.notes_label)
        self._open(report.notes_label, "")
        self._sentences(report.notes, section)

    def _open(self, title: str, name: str) -> None:
        self.titles[title] = self.titles.get(title, 0) + 1
        again = self.titles[title]
        slide = self.presentation.slides.add_slide(layout(self.presentation, "content"))
        number = formats.number(again, self.report.locale)
        slide.shapes.title.text = plain(title if again == 1 else f"{title} ({number})")
        if len(title) > _LONG_TITLE:
            slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(16)
        if name:
            box = Box(_LEFT, 80, _WIDTH, 18)
            text_box(slide, box, name, Pen(13, LIGHT.muted), name=name)
        self._footer(slide)
        self.slide, self.y = slide, _TOP

    def _pair(self, chart: PairChart, section: Section) -> None:
        self._open(chart.title, "")
        draw_pair(self.slide, chart, self.report.locale)
        moves = self.report.locale.gettext(
            "Launches and connectors are shapes: they do not move when the data are edited."
        )
        self._note([section.name, chart.hypothesis, *chart.facts, chart.description, moves])

    def _sentences(self, sentences: tuple[str, ...], section: Section, *, mark: str = "• ") -> None:
        for sentence in sentences:
            lines = 1 + len(sentence) // _SIGNS
            if self.y + lines * _LINE > _BOTTOM:
                self._open(section.title, section.name)
            box = Box(_LEFT, self.y, _WIDTH, lines * _LINE)
            shape = text_box(self.slide, box, "", Pen(), name=section.name)
            paragraph = shape.text_frame.paragraphs[0]
            for run in paragraph.runs:
                run.text = ""
            write(paragraph, mark + sentence, Pen(13, bold=not mark))
            self.y += lines * _LINE + 5

    def _table(self, table: Table, section: Section) -> None:
        rest = table
        self.y += 8
        while rest.rows:
            count = fitting(rest, _BOTTOM - self.y, _WIDTH)
            if not count or (count < min(len(rest.rows), 3)):
                self._open(section.title, section.name)
                count = max(1, fitting(rest, _BOTTOM - self.y, _WIDTH))
            part = Table(rest.title, rest.headers, rest.rows[:count], rest.figures)
            box = Box(_LEFT, self.y, _WIDTH, 18)
            text_box(self.slide, box, part.title, Pen(12, LIGHT.muted), name=part.title)
            add_table(self.slide, part, Box(_LEFT, self.y + 20, _WIDTH, 10))
            self.y += 20 + height_of(part, _WIDTH) + 12
            rest = Table(rest.title, rest.headers, rest.rows[count:], rest.figures)

    def _note(self, sentences: list[str]) -> None:
        told = "\n".join(plain(one) for one in sentences if one)
        self.slide.notes_slide.notes_text_frame.text = told

    def _footer(self, slide: Native) -> None:
        name = self.report.locale.gettext("State of the data")
        shape = text_box(
            slide, Box(_LEFT, 526, 700, 12), self.report.state, Pen(9, LIGHT.muted), name=name
        )
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        number = formats.number(len(self.presentation.slides), self.report.locale)
        place = Box(_LEFT + _WIDTH - 60, 526, 60, 12)
        text_box(slide, place, number, Pen(9, LIGHT.muted, align="right"), name="№")
