"""The section that loads files: the drop zone, their common preview, one button to commit."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.i18n import formats
from lib.ingest.loading import Expected, LoadResult
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.uploads.dropped_file import show_file
from lib.ui.uploads.questions import metric_names
from lib.ui.uploads.uploads import author_field, history_link, is_latest
from lib.ui.widgets.components import notice
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.wording.pages.uploads import counts_text, upload_counts

TYPES = ("csv", "tsv", "txt", "json", "xlsx", "xlsm", "xls", "ods")
"""Endings of files that the drop zone takes; their content decides how they are read."""

_MOST_MEGABYTES = 20
_METRICS_LISTED = 8
"""Missing metrics listed by name; the rest are counted."""


def show_drop(page: Page) -> None:
    """Show the drop zone, the preview of the files in it, and the button that loads them."""
    if not is_latest(page):
        return
    _ = page.locale.gettext
    _loaded(page)
    files = st.file_uploader(
        _("Drop the exports of the month: values, catalogue, initiatives, objectives …"),
        type=list(TYPES),
        accept_multiple_files=True,
        max_upload_size=_MOST_MEGABYTES,
        key=batch.uploader_key(),
        help=md(
            _(
                "Each file is recognised by its content. Nothing changes before you load; "
                "every upload can be undone."
            )
        ),
    )
    if not files:
        if company(page.snapshot).is_empty:
            notice(_("Templates of every table are under Files."))
        return
    included = batch.included_files(files)
    change = batch.preview_files(page, included)
    reports = dict(zip((file.file_id for file in included), change.files, strict=True))
    _summary(page, change)
    for file in files:
        show_file(page, file, reports.get(file.file_id))
    _commit(page, included, change)


def _summary(page: Page, change: LoadResult) -> None:
    locale = page.locale
    if change.expected:
        st.markdown(md(_expected_text(page, change.expected)))
    waiting = sum(file.report.verdict == "choose" for file in change.files)
    refused = sum(file.report.verdict == "refuse" for file in change.files)
    if waiting:
        text = locale.ngettext(
            "{n} file waits for answers.", "{n} files wait for answers.", waiting
        )
        st.markdown(f":material/help: {md(text.format(n=formats.number(waiting, locale)))}")
    if refused:
        text = locale.ngettext(
            "{n} file cannot be loaded as it is. Correct it, or leave it out.",
            "{n} files cannot be loaded as they are. Correct them, or leave them out.",
            refused,
        )
        st.markdown(f":material/block: {md(text.format(n=formats.number(refused, locale)))}")


def _expected_text(page: Page, expected: Expected) -> str:
    _, locale = page.locale.gettext, page.locale
    total = len(expected.metrics)
    text = _("With these files, {count} of {total} metrics are in for {month}.").format(
        count=formats.number(total - len(expected.missing), locale),
        total=formats.number(total, locale),
        month=formats.month_long(expected.period, locale),
    )
    if not expected.missing:
        return text
    names = metric_names(page)
    listed = ", ".join(names.get(key, key) for key in expected.missing[:_METRICS_LISTED])
    more = len(expected.missing) - _METRICS_LISTED
    if more > 0:
        rest = locale.ngettext("and {n} more", "and {n} more", more)
        listed += " " + rest.format(n=formats.number(more, locale))
    return text + " " + _("Still missing: {names}.").format(names=listed)


def _commit(page: Page, files: list[UploadedFile], change: LoadResult) -> None:
    _, locale = page.locale.gettext, page.locale
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = author_field(page, "uploads_author_field")
        label = locale.ngettext("Load {n} file", "Load {n} files", len(files))
        pressed = st.button(
            md(label.format(n=formats.number(len(files), locale))),
            type="primary",
            icon=":material/done_all:",
            disabled=not change.can_be_loaded,
            key="uploads_commit",
        )
    st.caption(md(_("All of them in one step, or nothing.")))
    if not pressed:
        return
    if not author:
        st.warning(md(_("Say who loads these files: a role or a name.")), icon=":material/person:")
        return
    if batch.commit(page, files, author).is_loaded:
        st.rerun()
    st.warning(
        md(_("The data changed meanwhile and nothing was loaded. Look at the files again.")),
        icon=":material/sync_problem:",
    )


def _loaded(page: Page) -> None:
    """Show what the last commit loaded."""
    _, locale = page.locale.gettext, page.locale
    change = batch.batch().loaded
    uploads = [file.upload for file in change.files if file.upload] if change else []
    if page.snapshot.version not in {upload.seq for upload in uploads}:
        return
    title = locale.ngettext("{n} file is loaded.", "{n} files are loaded.", len(uploads))
    lines = [
        title.format(n=formats.number(len(uploads), locale)),
        *(
            _("Upload {seq}, {file}: {counts}.").format(
                seq=formats.number(upload.seq, locale),
                file=upload.file_name,
                counts=counts_text(upload_counts(upload), upload.set_aside_count, locale),
            )
            for upload in uploads
        ),
    ]
    st.success("  \n".join(md(line) for line in lines), icon=":material/check_circle:")
    history_link(page)
