"""The PDF: tagged, in the language of the reader, the same bytes, the figures of the report."""

import io
import re

from pypdf import PdfReader

from lib.exports.pdf import pdf_bytes
from tests.exports.update_reports import figures_of, hostile_report, short

FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_same_report_gives_the_same_bytes(reports):
    report = short(reports["fr"], 1)

    assert pdf_bytes(report) == pdf_bytes(report)


def test_the_file_is_tagged_titled_and_names_its_language(reports):
    for language, report in reports.items():
        reader = PdfReader(io.BytesIO(pdf_bytes(short(report, 1))))
        root = reader.trailer["/Root"]

        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"].startswith(language)
        assert reader.metadata.title == report.title
        assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def test_every_figure_of_the_tables_can_be_read_back(reports):
    for report in reports.values():
        excerpt = short(report, 1)
        printed = set(FIGURE.findall(text_of(pdf_bytes(excerpt))))
        cells = [
            cell
            for section in excerpt.sections
            for table in section.tables
            for row in table.rows
            for cell in row
        ]

        figures = {figure for cell in cells for figure in FIGURE.findall(cell)}
        assert figures
        assert figures - printed == set()


def test_figures_in_sentences_can_be_read_back(reports):
    excerpt = short(reports["en"], 0)
    printed = set(FIGURE.findall(text_of(pdf_bytes(excerpt))))

    figures = {figure for text in figures_of(excerpt) for figure in FIGURE.findall(text)}
    assert figures - printed == set()


def test_hostile_text_is_typeset_as_written(database):
    text = text_of(pdf_bytes(hostile_report(database)))

    assert "<script>alert(1)</script>" in text
    assert "#let $x$ **b**" in text.replace("\n", " ")
