"""The report as a message to open, address and send: text, one picture, slides and PDF attached.

Tandem sends nothing: the person who opens the file chooses who receives it.
"""

import unicodedata
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from lib.charts.palette import LIGHT
from lib.exports.pdf import pdf_bytes
from lib.exports.pictures import pair_png
from lib.exports.powerpoint.slides import powerpoint_bytes
from lib.exports.report.report import PairChart, Section, UpdateReport

_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_PICTURE = "pair"
_SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation"
_FONT = f"font-family:Segoe UI,Arial,sans-serif;color:{LIGHT.text};line-height:1.45"


def email_bytes(report: UpdateReport) -> bytes:
    """Return the report as a message; no text of it can add a header or a tag."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(report.title)
    message["X-Unsent"] = "1"
    message.set_content(_text(report))
    chart = next(iter(report.charts), None)
    message.add_alternative(_page(report, chart), subtype="html")
    page = message.get_body(("html",))
    if chart is not None and page is not None:
        picture = pair_png(chart.series, report.locale)
        page.add_related(picture, "image", "png", cid=f"<{_PICTURE}>", filename="tandem.png")
    name = f"tandem-{report.quarter}-{report.locale.language}"
    slides, pages = powerpoint_bytes(report), pdf_bytes(report)
    message.add_attachment(slides, "application", _SLIDES, filename=f"{name}.pptx")
    message.add_attachment(pages, "application", "pdf", filename=f"{name}.pdf")
    return message.as_bytes()


def _text(report: UpdateReport) -> str:
    parts = [report.title, report.subtitle, report.state]
    for section in report.sections:
        parts += ["", section.name.upper(), section.title]
        parts += [f"- {sentence}" for sentence in section.findings]
        if section.commentary:
            parts.append(f"{report.commentary_label} — {section.commentary}")
    if report.notes:
        parts += ["", report.notes_label.upper(), *report.notes]
    return "\n".join(_one_line(part) for part in parts) + "\n"


def _page(report: UpdateReport, chart: PairChart | None) -> str:
    language = report.locale.language
    parts = [
        f'<html lang="{language}"><head><title>{escape(report.title)}</title></head>',
        f'<body style="{_FONT}"><h1 style="font-size:22px">{escape(report.title)}</h1>',
        f"<p>{escape(report.subtitle)}</p>",
        *(_section(report, section) for section in report.sections),
    ]
    if chart is not None:
        parts.append(
            f'<p><img src="cid:{_PICTURE}" width="680" style="max-width:100%;height:auto" '
            f'alt="{escape(chart.description)}"></p><p>{escape(chart.title)}</p>'
        )
    parts += [f"<p>{escape(note)}</p>" for note in report.notes]
    parts.append(f'<p style="color:{LIGHT.muted}">{escape(report.state)}</p></body></html>')
    return "\n".join(parts)


def _section(report: UpdateReport, section: Section) -> str:
    commentary = ""
    if section.commentary:
        commentary = (
            f"<p><b>{escape(report.commentary_label)}</b> — {escape(section.commentary)}</p>"
        )
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in section.findings)
    title = f'<h2 style="font-size:17px">{escape(section.title)}</h2>'
    return f"{title}<ul>{items}</ul>{commentary}" if items else title + commentary


def _one_line(text: str) -> str:
    """Return a text on one line: a line break would begin another header."""
    return "".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text)
