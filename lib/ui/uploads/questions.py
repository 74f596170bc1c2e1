"""What a file does not tell, asked: each question a widget, each answer can be changed."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.domain.tables import TABLES
from lib.i18n import formats
from lib.ingest.reports import Question, Report
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.uploads.words import answer_text, known_answers, named, subject_text, table_name
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.wording.names import name_of

_LINES = 25


def show_questions(page: Page, file: UploadedFile, report: Report) -> None:
    """Ask what must be known before a file can be read."""
    if not report.questions:
        return
    _, locale = page.locale.gettext, page.locale
    with st.form(f"uploads_questions_{file.file_id}", border=False):
        asked = report.questions[:_LINES]
        answers = {question.key: _ask(page, file, question) for question in asked}
        if len(report.questions) > len(asked):
            more = len(report.questions) - len(asked)
            told = locale.ngettext("{n} more question", "{n} more questions", more)
            st.caption(md(told.format(n=formats.number(more, locale))))
        sent = st.form_submit_button(
            md(_("Apply the answers")), icon=":material/check:", key=f"uploads_ask_{file.file_id}"
        )
    if not sent:
        return
    given = {key: answer for key, answer in answers.items() if answer}
    if given:
        batch.answer(file.file_id, given)
        st.rerun()
    st.caption(md(_("Choose an answer first.")))


def show_remembered(page: Page, file: UploadedFile, report: Report) -> None:
    """Show the answers that were applied: from last time, and given now; both can be changed."""
    given = dict(batch.batch().answers.get(file.file_id, ()))
    remembered = {key: answer for key, answer in report.remembered if key not in given}
    if not given and not remembered:
        return
    _, locale = page.locale.gettext, page.locale
    names = metric_names(page)
    for title, answers in (
        (_("Remembered from files of this shape:"), remembered),
        (_("Answered now, remembered for the next file of this shape:"), given),
    ):
        if answers:
            listed = "; ".join(
                named(subject_text(key, locale), answer_text(key, answer, names, locale), locale)
                for key, answer in answers.items()
            )
            st.caption(md(f"{title} {listed}"))
    with st.popover(
        md(_("Change the answers")),
        icon=":material/edit:",
        type="tertiary",
        key=f"uploads_change_{file.file_id}",
    ):
        _change(page, file, remembered | given)


def show_kind(page: Page, file: UploadedFile, report: Report) -> None:
    """Let the reader correct what a file was taken for."""
    _ = page.locale.gettext
    held = batch.batch().kinds
    with st.popover(
        md(_("Read it as another table")),
        icon=":material/table_view:",
        type="tertiary",
        key=f"uploads_kind_{file.file_id}",
    ):
        options = ["auto", *TABLES]
        current = held.get(file.file_id, "auto")
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
            held[file.file_id] = chosen
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


def metric_names(page: Page) -> dict[str, str]:
    """Return the name of each metric by identifier."""
    return {
        metric_id: name_of(metric, page.locale)
        for metric_id, metric in company(page.snapshot).metrics.items()
    }


def _ask(page: Page, file: UploadedFile, question: Question) -> str | None:
    _ = page.locale.gettext
    names = metric_names(page)
    options = list(question.options)
    if question.code == "metric_name":
        options = list(names)
    message = question.message(page.locale)
    st.markdown(md(message))
    return st.selectbox(
        message,  # spoken, not shown: it may hold text of the file
        options,
        index=None,
        label_visibility="collapsed",
        placeholder=_("Choose"),
        format_func=lambda answer: answer_text(question.key, answer, names, page.locale),
        accept_new_options=question.is_open,
        key=f"uploads_answer_{file.file_id}_{question.key}",
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
