"""The history: every upload, one of them in full, undone, redone, compared, downloaded."""

# ruff: noqa: PD011 - `values` is a field of our own records

import pandas as pd
import streamlit as st

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.errors import RefusedError
from lib.exports.tables import Cell, data_frame
from lib.i18n import formats
from lib.store.uploads.originals import original_bytes
from lib.store.uploads.uploads import Upload, redo, undo
from lib.ui.app import url_state
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.uploads import ValueChange, author_field, is_latest, link_within, show_changes
from lib.ui.widgets.components import problem, small_heading
from lib.ui.widgets.filters import choose_option
from lib.ui.widgets.tables import csv_button
from lib.ui.widgets.text import md
from lib.views.data.uploads import (
    RecordDifference,
    UploadComparison,
    UploadDetail,
    UploadsView,
    compare_uploads,
    upload_detail,
)
from lib.wording.pages.uploads import (
    cell_text,
    counts_text,
    name_and_value,
    table_name,
    upload_counts,
)

_UPLOADS = 15
_ALL = "uploads_show_all"
_ROWS = 20


def show_history(page: Page, view: UploadsView) -> None:
    """Show one upload where the address opens it, the list of all otherwise."""
    if not view.uploads:
        return
    opened = view.upload(url_state.opened("upload", [str(upload.seq) for upload in view.uploads]))
    if opened:
        _detail(page, view, upload_detail(page.snapshot, opened))
    else:
        _list(page, view)


def _list(page: Page, view: UploadsView) -> None:
    _, locale = page.locale.gettext, page.locale
    everything = bool(st.session_state.get(_ALL))
    uploads = view.uploads if everything else view.uploads[:_UPLOADS]
    small_heading(_("Uploads"))
    for upload in uploads:
        with st.container(key=f"uploads_row_{upload.seq}", gap=None):
            _link(page, upload)
            st.caption(md(_facts(page, upload)))
    hidden = len(view.uploads) - len(uploads)
    if hidden:
        text = locale.ngettext("Show {n} older upload", "Show {n} older uploads", hidden)
        if st.button(
            md(text.format(n=formats.number(hidden, locale))),
            type="tertiary",
            key="uploads_show_older",
        ):
            st.session_state[_ALL] = True
            st.rerun()


def _link(page: Page, upload: Upload) -> None:
    icon = ":material/undo:" if upload.is_undone else ":material/description:"
    st.page_link(
        "pages/uploads.py",
        label=md(f"{formats.number(upload.seq, page.locale)} · {upload.file_name}"),
        icon=icon,
        query_params=link_within("history", str(upload.seq)),
    )


def _facts(page: Page, upload: Upload) -> str:
    _, locale = page.locale.gettext, page.locale
    parts = [
        _("undone") if upload.is_undone else "",
        table_name(upload.kind, locale),
        upload.author,
        formats.instant(upload.uploaded_at, locale),
        counts_text(upload_counts(upload), upload.set_aside_count, locale),
        _("reason: {reason}").format(reason=upload.reason) if upload.reason else "",
    ]
    return " · ".join(part for part in parts if part)


def _detail(page: Page, view: UploadsView, detail: UploadDetail) -> None:
    _, locale, upload = page.locale.gettext, page.locale, detail.upload
    st.page_link(
        "pages/uploads.py",
        label=md(_("All uploads")),
        icon=":material/arrow_back:",
        query_params=link_within("history"),
    )
    title = _("Upload {seq}: {file}").format(
        seq=formats.number(upload.seq, locale), file=upload.file_name
    )
    st.header(md(title), anchor=False)
    st.markdown(md(_facts(page, upload)))
    brought = ", ".join(
        f"{table_name(table, locale)} ({formats.number(count, locale)})"
        for table, count in detail.tables.items()
    )
    if brought:
        st.markdown(md(_("Rows brought: {tables}").format(tables=brought)))
    st.caption(md(_("Fingerprint: {text}").format(text=upload.fingerprint[:16])))
    for item in detail.retractions:
        what = _("Undone") if item.is_undone else _("Taken back")
        facts = (item.author, formats.instant(item.retracted_at, locale), item.reason or "")
        text = name_and_value(what, ", ".join(fact for fact in facts if fact), locale)
        st.markdown(f":material/history: {md(text)}")
    _actions(page, upload)
    _replaced(page, detail)
    _comparison(page, view, upload)


def _actions(page: Page, upload: Upload) -> None:
    _, locale = page.locale.gettext, page.locale
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            md(_("Download the original")),
            data=lambda: _original(page, upload),
            file_name=_file_name(upload),
            mime="application/octet-stream",
            key=f"uploads_original_{upload.seq}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.page_link(
            "pages/overview.py",
            label=md(_("See the data as of this upload")),
            icon=":material/history:",
            query_params={"lang": locale.language, "as_of": str(upload.seq)},
        )
    if may_edit() and is_latest(page):
        _retract(page, upload)


def _original(page: Page, upload: Upload) -> bytes:
    with page.snapshot.reading() as connection:
        return original_bytes(connection, upload.seq)


def _file_name(upload: Upload) -> str:
    """Return the name under which an original is saved; an edit is a CSV file."""
    return upload.file_name if upload.kind != "edit" else f"edit_{upload.seq}.csv"


def _retract(page: Page, upload: Upload) -> None:
    """Ask for confirmation and a reason, then set the upload aside or take it back."""
    _ = page.locale.gettext
    state = "redo" if upload.is_undone else "undo"
    label = _("Take this upload back") if upload.is_undone else _("Undo this upload")
    box = st.popover(md(label), icon=f":material/{state}:", key=f"uploads_{state}_{upload.seq}")
    with box, st.form(f"uploads_{state}_form_{upload.seq}", border=False):
        small_heading(label)
        st.markdown(
            md(
                _("What it brought is shown again.")
                if upload.is_undone
                else _("What it brought is no longer shown. Nothing is deleted: take it back here.")
            )
        )
        author = author_field(page, f"uploads_{state}_author_{upload.seq}")
        reason = st.text_input(
            md(_("Reason")), max_chars=300, key=f"uploads_{state}_reason_{upload.seq}"
        )
        confirmed = st.form_submit_button(
            md(_("Confirm")), type="primary", key=f"uploads_{state}_confirm_{upload.seq}"
        )
    if confirmed:
        _confirm(page, upload, author, reason.strip())


def _confirm(page: Page, upload: Upload, author: str, reason: str) -> None:
    _ = page.locale.gettext
    if not author or not reason:
        st.warning(md(_("Say who you are and why: both are kept.")), icon=":material/person:")
        return
    change = redo if upload.is_undone else undo
    try:
        require_edit()
        change(page.snapshot.database, upload.seq, author=author, reason=reason)
    except RefusedError as error:
        problem(error, page.locale)
        return
    st.rerun()


def _replaced(page: Page, detail: UploadDetail) -> None:
    """Show the values that an upload replaced."""
    if not detail.replaced:
        return
    _, locale = page.locale.gettext, page.locale
    count = len(detail.replaced)
    title = locale.ngettext("{n} value replaced another one", "{n} values replaced others", count)
    small_heading(title.format(n=formats.number(count, locale)))
    changes = [
        ValueChange(row.metric_id, row.segment, row.period, row.former_value, row.value)
        for row in detail.replaced[:_ROWS]
    ]
    show_changes(page, changes, _("Stood"), _("Came"))


def _comparison(page: Page, view: UploadsView, upload: Upload) -> None:
    """Let the reader compare an upload with another one, value by value."""
    _, locale = page.locale.gettext, page.locale
    others = {str(item.seq): item for item in view.uploads if item.seq != upload.seq}
    if not others:
        return
    small_heading(_("Compare with another upload"))
    names = {seq: f"{seq} · {other.file_name}" for seq, other in others.items()}
    chosen = choose_option("with", md(_("Other upload")), names, _("None"))
    if not chosen:
        return
    comparison = compare_uploads(page.snapshot, others[chosen], upload)
    first, second = comparison.first.seq, comparison.second.seq
    st.markdown(md(_finding(page, comparison)))
    if comparison.values:
        heading = _("Upload {seq}")
        changes = [
            ValueChange(row.metric_id, row.segment, row.period, row.first_value, row.second_value)
            for row in comparison.values[:_ROWS]
        ]
        show_changes(
            page,
            changes,
            heading.format(seq=formats.number(first, locale)),
            heading.format(seq=formats.number(second, locale)),
        )
    for row in comparison.records[:_ROWS]:
        _record_difference(page, row)
    if comparison.values or comparison.records:
        csv_button(
            page,
            _("Download all differences"),
            f"uploads_differences_{first}_{second}",
            f"{first}_{second}.csv",
            lambda: _differences(page, comparison),
        )


def _finding(page: Page, comparison: UploadComparison) -> str:
    locale = page.locale
    differing = len(comparison.values) + len(comparison.records)
    return locale.ngettext(
        "{n} value differs; {first} rows stand in upload {one} only, {second} in upload {other} "
        "only.",
        "{n} values differ; {first} rows stand in upload {one} only, {second} in upload {other} "
        "only.",
        differing,
    ).format(
        n=formats.number(differing, locale),
        first=formats.number(comparison.only_first, locale),
        second=formats.number(comparison.only_second, locale),
        one=formats.number(comparison.first.seq, locale),
        other=formats.number(comparison.second.seq, locale),
    )


def _record_difference(page: Page, row: RecordDifference) -> None:
    _, locale = page.locale.gettext, page.locale
    column = next(item for item in columns_of(TABLES[row.table]) if item.name == row.column)
    before, after = (cell_text(value, column, locale) for value in (row.first, row.second))
    st.markdown(
        f"**{md(table_name(row.table, locale))} {md(row.key)}** "
        f"{md(_(column.description))} — {md(f'{before} → {after}')}"
    )


def _differences(page: Page, comparison: UploadComparison) -> pd.DataFrame:
    _ = page.locale.gettext
    first, second = str(comparison.first.seq), str(comparison.second.seq)
    rows: list[list[Cell]] = [
        [
            "metric_value",
            f"{row.metric_id} {row.period:%Y-%m} {row.segment}".strip(),
            "value",
            row.first_value,
            row.second_value,
        ]
        for row in comparison.values
    ]
    rows += [
        [row.table, row.key, row.column, _plain(row.first), _plain(row.second)]
        for row in comparison.records
    ]
    return data_frame([_("Table"), _("Key"), _("Column"), first, second], rows)


def _plain(value: object) -> Cell:
    return value if isinstance(value, int | float) or value is None else str(value)
