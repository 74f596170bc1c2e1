"""Makers of small exports: each shape as its tool writes it, with figures of our own."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from lib.ingest.loading import IncomingFile, check, load
from lib.ingest.reports import Options, Source

TODAY = date(2026, 11, 23)


def checked(database, content, name="export.csv", kind="auto", choices=(), recipe=None):
    """Return the report of a file given as text or bytes."""
    raw = content.encode() if isinstance(content, str) else content
    options = Options(kind=kind, choices=tuple(choices), recipe=recipe, today=TODAY)
    return check(database, Source(name, raw), options)


def loaded(database, content, name="export.csv", kind="auto", choices=(), recipe=None):
    """Load a file given as text or bytes; return its report and upload."""
    raw = content.encode() if isinstance(content, str) else content
    options = Options(kind=kind, choices=tuple(choices), recipe=recipe, today=TODAY)
    file = IncomingFile(Source(name, raw), options)
    return load(database, [file], author="product lead").files[0]


def figures(report):
    """Return (metric, period, segment, value) of every record."""
    return [
        (record["metric"], record["period"], record["segment"], record["value"])
        for record in report.records
    ]


def codes(report):
    """Return the codes of the issues."""
    return {issue.code for issue in report.issues}


def question_codes(report):
    """Return the codes of the questions."""
    return {question.code for question in report.questions}


CATALOGUE = """metric_id,name_fr,name_en,kind,unit,direction,aggregation
conversion,Taux de conversion,Conversion rate,product,%,up,mean
basket,Panier moyen,Average basket,business,EUR,up,mean
revenue,Chiffre d’affaires,Revenue,business,kEUR,up,sum
orders,Commandes,Orders,business,count,up,sum
visits,Visites,Visits,product,count,up,
speed,Temps d’affichage,Display time,product,s,down,mean
"""


def workbook(sheets, percents=(), dates=(), merged=(), hidden=()):
    """Return an Excel workbook: rows by sheet name; cells of ``percents`` shown as percents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        names = list(sheets)
        links = "".join(
            f'<Relationship Id="r{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at in range(len(names))
        )
        styles = (
            '<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/styles" Target="styles.xml"/>'
        )
        archive.writestr("[Content_Types].xml", _types(len(names)))
        archive.writestr("_rels/.rels", _root_links())
        archive.writestr("xl/_rels/workbook.xml.rels", _relationships(links + styles))
        archive.writestr("xl/workbook.xml", _book(names, hidden))
        archive.writestr("xl/styles.xml", _styles())
        for at, name in enumerate(names):
            archive.writestr(
                f"xl/worksheets/sheet{at}.xml", _sheet(name, sheets[name], percents, dates, merged)
            )
    return buffer.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _types(count):
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="application/vnd.openxml'
        'formats-officedocument.spreadsheetml.worksheet+xml"/>'
        for at in range(count)
    )
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
    )


def _relationships(inner):
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        f'2006/relationships">{inner}</Relationships>'
    )


def _root_links():
    return _relationships(
        '<Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/>'
    )


def _book(names, hidden):
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at + 1}" r:id="r{at}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for at, name in enumerate(names)
    )
    return (
        f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org'
        f'/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    )


def _styles():
    return (
        f'<?xml version="1.0"?><styleSheet xmlns="{MAIN}"><cellXfs count="3">'
        '<xf numFmtId="0"/><xf numFmtId="10" applyNumberFormat="1"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )


def _sheet(name, rows, percents, dates, merged):
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for at, value in enumerate(row):
            place = f"{chr(65 + at)}{number}"
            style = 1 if (name, place) in percents else 2 if (name, place) in dates else 0
            if isinstance(value, str):
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            elif value is not None:
                cells.append(f'<c r="{place}" s="{style}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    ranges = "".join(f'<mergeCell ref="{cells}"/>' for cells in merged)
    cells = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}'
        f"</sheetData>{cells}</worksheet>"
    )
