"""The report as a tagged PDF for print and archive.

The page is typeset under the accessibility profile PDF/UA-1, which refuses a picture without its
text. Data go in as one JSON file and drawings as SVG: no text of a report is ever read as markup.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from lib.exports.pictures import fonts_folder, pair_svg
from lib.exports.report.report import PairChart, Section, Table, UpdateReport
from lib.i18n.translate import N_

_AUTHOR = N_("Product leadership")
_NARROW, _WIDE = 6, 34  # characters between which the width of a column follows its texts


def pdf_bytes(report: UpdateReport) -> bytes:
    """Return the report as PDF: the same bytes for the same report."""
    sources: dict[str, bytes] = {
        "main": _template(),
        "report.json": json.dumps(_data(report), ensure_ascii=False).encode(),
    }
    for k, chart in enumerate(report.charts):
        sources[_image(k)] = pair_svg(chart.series, report.locale).encode()
    content = typst.compile(  # type: ignore[call-overload]  # its type hints lack named sources
        sources, font_paths=[fonts_folder()], ignore_system_fonts=True, pdf_standards="ua-1"
    )
    return bytes(content)


@cache
def _template() -> bytes:
    return files("lib.exports").joinpath("update.typ").read_bytes()


def _data(report: UpdateReport) -> dict[str, Any]:
    numbers = {chart.pair_id: k for k, chart in enumerate(report.charts)}
    return {
        "title": report.title,
        "author": report.locale.gettext(_AUTHOR),
        "subtitle": report.subtitle,
        "state": report.state,
        "language": report.locale.language,
        "commentary_label": report.commentary_label,
        "notes_label": report.notes_label,
        "notes": report.notes,
        "sections": [_section(section, numbers) for section in report.sections],
    }


def _section(section: Section, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title,
        "findings": section.findings,
        "commentary": section.commentary,
        "tables": [_table(table) for table in section.tables],
        "charts": [_chart(chart, numbers[chart.pair_id]) for chart in section.charts],
    }


def _table(table: Table) -> dict[str, Any]:
    texts = zip(table.headers, *table.rows, strict=True)
    return {
        "title": table.title,
        "headers": table.headers,
        "rows": table.rows,
        "figures": table.figures,
        "widths": [min(_WIDE, max(_NARROW, *map(len, column))) for column in texts],
    }


def _chart(chart: PairChart, number: int) -> dict[str, Any]:
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "hypothesis": chart.hypothesis,
        "facts": chart.facts,
        "description": chart.description,
        "image": _image(number),
    }


def _image(number: int) -> str:
    return f"chart{number}.svg"
