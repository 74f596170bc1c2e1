"""A quarterly update as a file in one of the formats offered.

Writing all formats takes seconds of both cores, and every reader may ask for it: the files are
written for one reader at a time, one more may wait, and the last ones written are kept for all.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from lib.domain.decisions import BLOCKS, Block
from lib.domain.periods import quarter_start
from lib.errors import InvalidInputError, NotFoundError, RefusedError
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

_KEPT_SETS = 4  # a set of files is a few megabytes
_PLACES = threading.BoundedSemaphore(2)  # one at work, one waiting
_WORK = threading.Lock()


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


class _FileSets:
    """The sets of files written last for one data version."""

    def __init__(self) -> None:
        self.sets: dict[object, dict[Format, bytes]] = {}

    def keep(self, key: object, files: dict[Format, bytes]) -> None:
        """Keep a set in the place of the oldest."""
        while len(self.sets) >= _KEPT_SETS:
            del self.sets[next(iter(self.sets))]
        self.sets[key] = files


def update_files(
    snapshot: Snapshot, report: UpdateReport, tell: Callable[[int], object]
) -> dict[Format, bytes]:
    """Return a report in every format; it is written once for all readers of a data version.

    Parameters
    ----------
    snapshot
        The state of the data that the report is of.
    report
        What is written.
    tell
        Called with the number of files that are done, before each.

    Raises
    ------
    RefusedError
        When the files of two other readers are being written.
    """
    blocks = tuple(section.block for section in report.sections)
    key = (report.quarter, blocks, report.locale.language)
    written = snapshot.get_or_compute("update_files", _FileSets)
    if key in written.sets:
        return written.sets[key]
    if not _PLACES.acquire(blocking=False):
        raise RefusedError(
            N_("Files are being prepared for other readers. Try again in half a minute.")
        )
    try:
        with _WORK:
            if key not in written.sets:
                files: dict[Format, bytes] = {}
                for done, file_format in enumerate(FORMATS):
                    tell(done)
                    files[file_format] = update_file(report, file_format)
                written.keep(key, files)
            return written.sets[key]
    finally:
        _PLACES.release()


def file_name(report: UpdateReport, file_format: Format) -> str:
    """Return the name of the file: plain letters whatever the report holds."""
    return f"tandem-{report.quarter}-{report.locale.language}.{file_format}"
