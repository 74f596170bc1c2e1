"""One dropped file: verdict, questions, issues, restatements, charts."""

# ruff: noqa: PD011 - `values` is a field of our own records

import hashlib
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.charts.pairs.incoming import incoming_chart
from lib.domain.tables import TABLES
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ingest.reports import FileResult, Issue, IssueGroup, Report, Verdict, grouped
from lib.store.uploads.previews import ChangedRecord, RestatedValue
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.uploads.questions import metric_names, show_questions
from lib.ui.uploads.uploads import ValueChange, show_changes
from lib.ui.widgets.components import caption, chart, small_heading
from lib.ui.widgets.tables import csv_button, show_table
from lib.ui.widgets.text import md
from lib.views.data.uploads import IncomingSeries, draft_metrics, incoming_series
from lib.wording.pages.uploads import (
    answer_text,
    counts_text,
    known_answers,
    name_and_value,
    record_change_text,
    subject_text,
    table_name,
)

_ROWS = 12
"""Issues and values listed on the page; the download holds them all."""
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "load": (":material/check_circle:", N_("Ready to be loaded")),
    "choose": (":material/help:", N_("Waits for your answers")),
    "refuse": (":material/block:", N_("Refused: correct the file and drop it again")),
}
_SEVERITIES = {
    "error": (":material/error:", N_("to correct")),
    "warning": (":material/info:", N_("to know")),
}
_CHARTS = 6
_LINES = 5


def show_file(page: Page, file: UploadedFile, change: FileResult | None) -> None:
    """Show one dropped file; without a change where it is left out."""
    with st.container(border=True, key=f"uploads_file_{file.file_id}"):
        st.subheader(md(file.name), anchor=False)
        if change is not None:
            _verdict(page, change)
            show_questions(page, file, change.report)
            _answers(page, file, change.report)
            if change.report.verdict != "refuse":
                _restatements(page, file.file_id, change)
                _record_changes(page, file.file_id, change)
            _issues(page, file, change.report)
            if change.report.verdict != "refuse":
                _series(page, file.file_id, change)
        with st.container(horizontal=True, vertical_alignment="center"):
            _leave_out(page, file)
            if change is not None:
                _kind(page, file, change.report)


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
    groups = grouped(report.issues)
    errors = len(report.errors)
    title = locale.ngettext("{n} remark", "{n} remarks", len(report.issues)).format(
        n=formats.number(len(report.issues), locale)
    )
    if errors:
        text = locale.ngettext("{n} to correct", "{n} to correct", errors)
        title = f"{title}, {text.format(n=formats.number(errors, locale))}"
    with st.expander(md(title), expanded=bool(errors), key=f"uploads_issues_{file.file_id}"):
        show_table(_table(page, groups), markdown=[_("What to do")])
        if len(report.issues) > len(groups):
            caption(_("The first remark of each kind is shown; the list holds them all."))
        csv_button(
            page,
            _("Download the annotated list"),
            f"uploads_list_{file.file_id}",
            _("{file}_remarks.csv").format(file=file.name),
            lambda: annotated_list(page, report),
        )


def annotated_list(page: Page, report: Report) -> pd.DataFrame:
    """Return every issue of a file as a table in the reader's language."""
    _ = page.locale.gettext
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
    return data_frame(headers, rows)


def sentence(page: Page, issue: Issue) -> str:
    """Return what an issue is and what to do, without its place."""
    return replace(issue, line=None, column=None, sheet=None).message(page.locale)


def _table(page: Page, groups: list[IssueGroup]) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale
    rows = [
        [
            formats.number(group.count, locale),
            _lines(page, group),
            group.first.column or "",
            group.first.value or "",
            f"{_SEVERITIES[group.first.severity][0]} {md(sentence(page, group.first))}",
        ]
        for group in groups
    ]
    return data_frame(
        [_("Number"), _("Lines"), _("Column"), _("Text found"), _("What to do")], rows
    )


def _lines(page: Page, group: IssueGroup) -> str:
    listed = [formats.number(line, page.locale) for line in group.lines[:_LINES]]
    return ", ".join(listed) + (" …" if len(group.lines) > _LINES else "")


def _leave_out(page: Page, file: UploadedFile) -> None:
    left = batch.batch().left_out
    is_left = st.toggle(
        md(page.locale.gettext("Leave this file out")),
        value=file.file_id in left,
        key=f"uploads_left_{file.file_id}",
    )
    if is_left != (file.file_id in left):
        left ^= {file.file_id}
        st.rerun()


def _answers(page: Page, file: UploadedFile, report: Report) -> None:
    """Show the answers that were applied: from last time, and given now; both can be changed."""
    new = dict(batch.batch().answers.get(file.file_id, ()))
    remembered = {key: answer for key, answer in report.remembered if key not in new}
    if not new and not remembered:
        return
    _, locale = page.locale.gettext, page.locale
    names = metric_names(page)
    for title, answers in (
        (_("Remembered from files of this shape:"), remembered),
        (_("Answered now, remembered for the next file of this shape:"), new),
    ):
        if answers:
            listed = "; ".join(
                name_and_value(
                    subject_text(key, locale), answer_text(key, answer, names, locale), locale
                )
                for key, answer in answers.items()
            )
            st.caption(md(f"{title} {listed}"))
    with st.popover(
        md(_("Change the answers")),
        icon=":material/edit:",
        type="tertiary",
        key=f"uploads_change_{file.file_id}",
    ):
        _change(page, file, remembered | new)


def _kind(page: Page, file: UploadedFile, report: Report) -> None:
    """Let the reader correct what a file was taken for."""
    _ = page.locale.gettext
    kinds = batch.batch().kinds
    with st.popover(
        md(_("Read it as another table")),
        icon=":material/table_view:",
        type="tertiary",
        key=f"uploads_kind_{file.file_id}",
    ):
        options = ["auto", *TABLES]
        current = kinds.get(file.file_id, "auto")
        chosen = st.selectbox(
            md(_("This file holds")),
            options,
            index=options.index(current),
            format_func=lambda kind: (
                _("As recognised: {table}").format(table=table_name(report.kind, page.locale))
                if kind == "auto"
                else table_name(kind, page.locale)
            ),
            key=f"uploads_kind_of_{file.file_id}",
        )
        if chosen != current:
            kinds[file.file_id] = chosen
            st.rerun()


def answer_field(page: Page, key: str, current: str, widget: str) -> str:
    """Let the reader change one answer: from a list where the answers are known, else as text."""
    options = list(known_answers(key.partition(":")[0]))
    label = subject_text(key, page.locale)  # spoken, not shown: it may hold text of the file
    st.markdown(md(label))
    if not options:
        return st.text_input(
            label, value=current, max_chars=200, key=widget, label_visibility="collapsed"
        )
    if current not in options:
        options.append(current)
    names = metric_names(page)
    return st.selectbox(
        label,
        options,
        index=options.index(current),
        label_visibility="collapsed",
        format_func=lambda answer: answer_text(key, answer, names, page.locale),
        key=widget,
    )


def _change(page: Page, file: UploadedFile, answers: dict[str, str]) -> None:
    _ = page.locale.gettext
    with st.form(f"uploads_answers_{file.file_id}", border=False):
        changed = {
            key: answer_field(page, key, answer, f"uploads_given_{file.file_id}_{key}")
            for key, answer in answers.items()
        }
        saved = st.form_submit_button(
            md(_("Read the file again")), key=f"uploads_again_{file.file_id}"
        )
    if saved:
        different = {key: text for key, text in changed.items() if text and text != answers[key]}
        batch.answer(file.file_id, different)
        st.rerun()


def _restatements(page: Page, key: str, change: FileResult) -> None:
    """Show each value that would replace another one: old, new, difference."""
    rows = change.restatements
    if not rows:
        return
    _, locale = page.locale.gettext, page.locale
    title = locale.ngettext(
        "{n} value replaces another one", "{n} values replace others", len(rows)
    )
    small_heading(title.format(n=formats.number(len(rows), locale)))
    changes = [
        ValueChange(row.metric_id, row.segment, row.period, row.former_value, row.value)
        for row in rows[:_ROWS]
    ]
    show_changes(page, changes, _("Stands"), _("Comes"))
    if len(rows) > _ROWS:
        csv_button(
            page,
            _("Download all {count} restatements").format(count=formats.number(len(rows), locale)),
            f"uploads_restated_{key}",
            _("restatements.csv"),
            lambda: _restated(page, rows),
        )


def _record_changes(page: Page, key: str, change: FileResult) -> None:
    """Show each column of a stored record that would be replaced: old and new."""
    changes = change.record_changes
    if not changes:
        return
    locale = page.locale
    title = locale.ngettext(
        "{n} entry of a record changes", "{n} entries of records change", len(changes)
    )
    small_heading(title.format(n=formats.number(len(changes), locale)))
    lines = [md(record_change_text(item, locale)) for item in changes[:_ROWS]]
    st.markdown("  \n".join(lines))
    if len(changes) > _ROWS:
        csv_button(
            page,
            locale.gettext("Download all {count} changes").format(
                count=formats.number(len(changes), locale)
            ),
            f"uploads_changes_{key}",
            locale.gettext("changes.csv"),
            lambda: _changed(page, changes),
        )


def _changed(page: Page, changes: tuple[ChangedRecord, ...]) -> pd.DataFrame:
    _ = page.locale.gettext
    headers = [_("Table"), _("Record"), _("Column"), _("Stands"), _("Comes"), _("Line")]
    rows = [
        [
            item.table, " · ".join(map(str, item.key)), item.column,
            None if item.former is None else str(item.former),
            None if item.value is None else str(item.value), item.line_no,
        ]
        for item in changes
    ]  # fmt: skip
    return data_frame(headers, rows)


def _series(page: Page, key: str, change: FileResult) -> None:
    """Show a small chart of each metric that a file touches, its incoming points marked."""
    if not change.points:
        return
    _, locale = page.locale.gettext, page.locale
    series = incoming_series(page.snapshot, change.points, draft_metrics(change.report.records))
    if not series:
        return
    title = locale.ngettext("{n} metric touched", "{n} metrics touched", len(series))
    box = st.expander(
        md(title.format(n=formats.number(len(series), locale))),
        expanded=len(series) <= _CHARTS,
        key=f"uploads_charts_{key}",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        st.caption(md(_("Diamonds: what this file brings.")))
        grid = st.grid(columns="auto", min_column_width=280, gap="small")
        for item in series:
            with grid.cell():
                _chart(page, item)


def _chart(page: Page, item: IncomingSeries) -> None:
    digest = hashlib.sha256(repr((item.series.values, item.incoming)).encode()).hexdigest()[:16]
    chart(
        page,
        f"uploads_{item.series.metric.metric_id}_{digest}",
        lambda: incoming_chart(item, locale=page.locale, theme=page.theme),
    )


def _restated(page: Page, rows: tuple[RestatedValue, ...]) -> pd.DataFrame:
    _ = page.locale.gettext
    headers = [_("Metric"), _("Month"), _("Segment"), _("Stands"), _("Comes"), _("Line")]
    cells = [
        [
            row.metric_id,
            f"{row.period:%Y-%m}",
            row.segment,
            row.former_value,
            row.value,
            row.line_no,
        ]
        for row in rows
    ]
    return data_frame(headers, cells)
