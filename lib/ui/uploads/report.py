"""One dropped file: verdict, counts, faults to correct, questions, restatements, charts."""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.exports.tables import csv_bytes
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ingest.reports import FileResult, Issue, Report, Verdict
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.uploads.charts import show_restatements, show_series
from lib.ui.uploads.questions import show_kind, show_questions, show_remembered
from lib.ui.uploads.words import counts_text, table_name
from lib.ui.widgets.text import md

_SHOWN = 12
"""Faults listed on the page; the download holds them all."""

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "load": (":material/check_circle:", N_("Ready to be loaded")),
    "choose": (":material/help:", N_("Waits for your answers")),
    "refuse": (":material/block:", N_("Refused: correct the file and drop it again")),
}

_SEVERITIES = {
    "error": (":material/error:", N_("to correct")),
    "warning": (":material/info:", N_("to know")),
}


def show_file(page: Page, file: UploadedFile, change: FileResult | None) -> None:
    """Show one dropped file; without a change where it is left out."""
    _ = page.locale.gettext
    with st.container(border=True, key=f"uploads_file_{file.file_id}"):
        st.subheader(md(file.name), anchor=False)
        if change is not None:
            _verdict(page, change)
            show_questions(page, file, change.report)
            show_remembered(page, file, change.report)
            _issues(page, file, change.report)
            show_restatements(page, file.file_id, change)
            show_series(page, file.file_id, change)
        with st.container(horizontal=True, vertical_alignment="center"):
            _leave_out(page, file)
            if change is not None:
                show_kind(page, file, change.report)


def _verdict(page: Page, change: FileResult) -> None:
    _, locale, report = page.locale.gettext, page.locale, change.report
    icon, words = _VERDICTS[report.verdict]
    st.markdown(f"{icon} **{md(_(words))}** — {md(table_name(report.kind, locale))}")
    if report.verdict == "refuse":
        st.markdown(md(_("Nothing of it is loaded.")))
    elif report.rows:
        st.markdown(
            md(
                _("{rows} rows of data: {counts}.").format(
                    rows=formats.number(report.rows, locale),
                    counts=counts_text(change.counts, len(report.set_aside), locale),
                )
            )
        )
    if report.columns:
        read = ", ".join(f"{header} → {role}" for role, header in report.columns.items())
        st.caption(md(_("Columns read: {columns}").format(columns=read)))


def _issues(page: Page, file: UploadedFile, report: Report) -> None:
    if not report.issues:
        return
    _, locale = page.locale.gettext, page.locale
    ordered = sorted(report.issues, key=lambda issue: issue.severity != "error")
    errors = len(report.errors)
    title = locale.ngettext("{n} remark", "{n} remarks", len(ordered)).format(
        n=formats.number(len(ordered), locale)
    )
    if errors:
        told = locale.ngettext("{n} to correct", "{n} to correct", errors)
        title = f"{title}, {told.format(n=formats.number(errors, locale))}"
    with st.expander(md(title), expanded=bool(errors), key=f"uploads_issues_{file.file_id}"):
        if page.is_compact:
            _list(page, ordered[:_SHOWN])
        else:
            _table(page, ordered[:_SHOWN])
        if len(ordered) > _SHOWN:
            st.caption(
                md(
                    _("The first {shown} are shown; the list holds all {count}.").format(
                        shown=formats.number(_SHOWN, locale),
                        count=formats.number(len(ordered), locale),
                    )
                )
            )
        st.download_button(
            md(_("Download the annotated list")),
            data=lambda: annotated_list(page, report),
            file_name=_("{file}_remarks.csv").format(file=file.name),
            mime="text/csv",
            key=f"uploads_list_{file.file_id}",
            on_click="ignore",
            icon=":material/download:",
        )


def annotated_list(page: Page, report: Report) -> bytes:
    """Return every fault of a file as a CSV table in the reader's language."""
    _, locale = page.locale.gettext, page.locale
    headers = [
        _("File"),
        _("Sheet"),
        _("Line"),
        _("Column"),
        _("Severity"),
        _("Text found"),
        _("What to do"),
    ]
    rows = [
        [
            report.file,
            issue.sheet,
            issue.line,
            issue.column,
            _(_SEVERITIES[issue.severity][1]),
            issue.value,
            sentence(page, issue),
        ]
        for issue in report.issues
    ]
    return csv_bytes(headers, rows, locale)


def sentence(page: Page, issue: Issue) -> str:
    """Return what a fault is and what to do, without its place."""
    return replace(issue, line=None, column=None, sheet=None).message(page.locale)


def _table(page: Page, issues: list[Issue]) -> None:
    _ = page.locale.gettext
    st.table(
        {
            md(_("Line")): [md(_line(page, issue)) for issue in issues],
            md(_("Column")): [md(issue.column or "") for issue in issues],
            md(_("Text found")): [md(issue.value or "") for issue in issues],
            md(_("What to do")): [
                f"{_SEVERITIES[issue.severity][0]} {md(sentence(page, issue))}" for issue in issues
            ],
        },
        hide_index=True,
    )


def _list(page: Page, issues: list[Issue]) -> None:
    for issue in issues:
        st.markdown(f"{_SEVERITIES[issue.severity][0]} {md(issue.message(page.locale))}")


def _line(page: Page, issue: Issue) -> str:
    return "" if issue.line is None else formats.number(issue.line, page.locale)


def _leave_out(page: Page, file: UploadedFile) -> None:
    left = batch.batch().left_out
    is_left = st.toggle(
        md(page.locale.gettext("Leave this file out")),
        value=file.file_id in left,
        key=f"uploads_left_{file.file_id}",
    )
    if is_left != (file.file_id in left):
        (left.add if is_left else left.discard)(file.file_id)
        st.rerun()
