"""A quarterly update as a file in one of the formats offered."""

from pathlib import Path
from typing import Literal, get_args

from lib.domain.decisions import BLOCKS, Block
from lib.domain.periods import quarter_start
from lib.errors import InvalidInputError, NotFoundError
from lib.exports.report.builder import build_report
from lib.exports.report.report import UpdateReport
from lib.i18n.translate import N_, Locale
from lib.views.committee.quarterly_update import quarterly_update_view, update_quarters
from lib.views.snapshot import Snapshot

Format = Literal["pptx", "pdf", "html", "eml"]

FORMATS: tuple[Format, ...] = get_args(Format)

MEDIA_TYPES: dict[Format, str] = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "eml": "message/rfc822",
}
"""Media type of each format."""


def update_report(
    snapshot: Snapshot, quarter: str, locale: Locale, blocks: tuple[Block, ...] = BLOCKS
) -> UpdateReport:
    """Return the report of a quarter.

    Raises
    ------
    InvalidInputError
        When the quarter is not written as one.
    NotFoundError
        When the data hold nothing of that quarter.
    """
    quarter_start(quarter)
    if quarter not in update_quarters(snapshot).options:
        raise NotFoundError(N_("There are no data for the quarter {quarter}."), quarter=quarter)
    return snapshot.get_or_compute(
        ("report", quarter, blocks, locale.language),
        lambda: build_report(quarterly_update_view(snapshot, quarter, blocks), locale),
    )


def update_file(report: UpdateReport, file_format: Format, template: Path | None = None) -> bytes:
    """Return a report as a file; slides on a company's template where one is given.

    Raises
    ------
    InvalidInputError
        When the template cannot be used, or the format has none.
    """
    if template is not None and file_format != "pptx":
        raise InvalidInputError(N_("Only slides are made on a template."))
    match file_format:  # each writer brings megabytes of its own, which pages do not need
        case "pptx":
            from lib.exports.powerpoint.slides import powerpoint_bytes

            return powerpoint_bytes(report, template)
        case "pdf":
            from lib.exports.pdf import pdf_bytes

            return pdf_bytes(report)
        case "html":
            from lib.exports.html import html_bytes

            return html_bytes(report)
        case "eml":
            from lib.exports.email import email_bytes

            return email_bytes(report)


def file_name(report: UpdateReport, file_format: Format) -> str:
    """Return the name of the file: plain letters whatever the report holds."""
    return f"tandem-{report.quarter}-{report.locale.language}.{file_format}"
