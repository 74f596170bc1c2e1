"""Loading: the drop zone, what the files would change together, one button to commit."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.i18n import formats
from lib.ingest.loading import Expected, LoadResult
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.uploads.report import show_file
from lib.ui.uploads.uploads import is_latest, link_within
from lib.ui.uploads.words import counts_text, upload_counts
from lib.ui.widgets.components import notice
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.wording.names import name_of

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods")
"""Endings of files that the drop zone takes; their content decides how they are read."""

AUTHOR = "uploads_author"
"""Where a session remembers who edits."""

_MOST_MEGABYTES = 20
_NAMED = 8
"""Missing metrics named one by one."""


def show_drop(page: Page) -> None:
    """Show the drop zone, the preview of the files in it, and the button that loads them."""
    if not is_latest(page):
        return
    _ = page.locale.gettext
    _receipt(page)
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
    kept = batch.kept_files(files)
    change = batch.preview(page, kept)
    reports = dict(zip((file.file_id for file in kept), change.files, strict=True))
    _summary(page, change)
    for file in files:
        show_file(page, file, reports.get(file.file_id))
    _commit(page, kept, change)


def author_field(page: Page, key: str) -> str:
    """Ask who edits; the session remembers it."""
    text: str = st.text_input(
        md(page.locale.gettext("Your role or name")),
        value=st.session_state.get(AUTHOR, ""),
        max_chars=80,
        key=key,
    )
    st.session_state[AUTHOR] = text
    return text.strip()


def _summary(page: Page, change: LoadResult) -> None:
    _, locale = page.locale.gettext, page.locale
    if change.expected:
        st.markdown(md(_expected_text(page, change.expected)))
    waiting = sum(one.report.verdict == "choose" for one in change.files)
    refused = sum(one.report.verdict == "refuse" for one in change.files)
    if waiting:
        told = locale.ngettext(
            "{n} file waits for answers.", "{n} files wait for answers.", waiting
        )
        st.markdown(f":material/help: {md(told.format(n=formats.number(waiting, locale)))}")
    if refused:
        told = locale.ngettext(
            "{n} file cannot be loaded as it is. Correct it, or leave it out.",
            "{n} files cannot be loaded as they are. Correct them, or leave them out.",
            refused,
        )
        st.markdown(f":material/block: {md(told.format(n=formats.number(refused, locale)))}")


def _expected_text(page: Page, expected: Expected) -> str:
    _, locale = page.locale.gettext, page.locale
    total = len(expected.metrics)
    told = _("With these files, {count} of {total} metrics are in for {month}.").format(
        count=formats.number(total - len(expected.missing), locale),
        total=formats.number(total, locale),
        month=formats.month_long(expected.period, locale),
    )
    if not expected.missing:
        return told
    known = company(page.snapshot).metrics
    shown = expected.missing[:_NAMED]
    names = ", ".join(name_of(known[name], locale) if name in known else name for name in shown)
    more = len(expected.missing) - len(shown)
    if more:
        rest = locale.ngettext("and {n} more", "and {n} more", more)
        names += " " + rest.format(n=formats.number(more, locale))
    return told + " " + _("Still missing: {names}.").format(names=names)


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
    done = batch.commit(page, files, author)
    if done.is_loaded:
        st.rerun()
    st.warning(
        md(_("The data changed meanwhile and nothing was loaded. Look at the files again.")),
        icon=":material/sync_problem:",
    )


def _receipt(page: Page) -> None:
    """Say what the last commit loaded."""
    _, locale = page.locale.gettext, page.locale
    done = batch.batch().loaded
    if done is None or page.snapshot.version not in {
        one.upload.seq for one in done.files if one.upload
    }:
        return
    lines = [
        _("Upload {seq}, {file}: {counts}.").format(
            seq=formats.number(one.upload.seq, locale),
            file=one.upload.file_name,
            counts=counts_text(upload_counts(one.upload), one.upload.set_aside_count, locale),
        )
        for one in done.files
        if one.upload
    ]
    title = locale.ngettext("{n} file is loaded.", "{n} files are loaded.", len(lines))
    told = [title.format(n=formats.number(len(lines), locale)), *lines]
    st.success("  \n".join(md(line) for line in told), icon=":material/check_circle:")
    st.page_link(
        "pages/uploads.py",
        label=md(_("See it in the history, or undo it")),
        query_params=link_within("history"),
        icon=":material/history:",
    )
