"""The update as files: prepared on demand with a progress bar, then downloaded."""

import streamlit as st

from lib.domain.updates import Block
from lib.exports.report.report import Report
from lib.exports.update_file import MEDIA_TYPES, WRITERS, Format, file_name, update_file
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

_FORMATS: dict[Format, str] = {
    "pptx": N_("PowerPoint"),
    "pdf": N_("PDF"),
    "html": N_("Web page"),
    "eml": N_("E-mail to send"),
}
_ICONS: dict[Format, str] = {
    "pptx": ":material/slideshow:",
    "pdf": ":material/picture_as_pdf:",
    "html": ":material/html:",
    "eml": ":material/mail:",
}
_KEPT = "quarterly_update_files"

Key = tuple[object, ...]


def show_files(page: Page, report: Report) -> None:
    """Offer to prepare the files of an update, then each of them."""
    _ = page.locale.gettext
    key = _key(page, report)
    pressed = st.button(
        md(_("Prepare the files")), icon=":material/draft:", key="quarterly_update_prepare"
    )
    if pressed:
        st.session_state[_KEPT] = (key, _prepared(page, report))
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        st.caption(md(_("PowerPoint, PDF, web page and e-mail, with the same figures.")))
        return
    with st.container(horizontal=True):
        for file_format, content in kept[1].items():
            st.download_button(
                f"{md(_(_FORMATS[file_format]))}",
                content,
                file_name=file_name(report, file_format),
                mime=MEDIA_TYPES[file_format],
                icon=_ICONS[file_format],
                on_click="ignore",
                key=f"quarterly_update_{file_format}",
            )


def _prepared(page: Page, report: Report) -> dict[Format, bytes]:
    """Write every file, saying which one is being written."""
    _, locale = page.locale.gettext, page.locale
    bar = st.progress(0.0)
    made: dict[Format, bytes] = {}
    for done, file_format in enumerate(WRITERS):
        text = _("{format}: file {done} of {total}").format(
            format=_(_FORMATS[file_format]),
            done=formats.number(done + 1, locale),
            total=formats.number(len(WRITERS), locale),
        )
        bar.progress(done / len(WRITERS), text=md(text))
        made[file_format] = update_file(report, file_format)
    bar.empty()
    return made


def _key(page: Page, report: Report) -> Key:
    blocks: tuple[Block, ...] = tuple(section.block for section in report.sections)
    return (page.snapshot.version, report.quarter, blocks, page.locale.language)
