"""What a dropped file leaves open: each question with its part of the file and a few answers."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.ingest.reports import Excerpt, Question, Report
from lib.ui.app.session import Page
from lib.ui.uploads import batch
from lib.ui.widgets.tables import show_table
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.wording.names import name_of
from lib.wording.pages.uploads import answer_text

_MOST = 25
"""Questions shown at once; the others follow when these are answered."""


def show_questions(page: Page, file: UploadedFile, report: Report) -> None:
    """Ask what must be known before a file can be read."""
    if not report.questions:
        return
    _, locale = page.locale.gettext, page.locale
    with st.form(f"uploads_questions_{file.file_id}", border=False):
        listed = report.questions[:_MOST]
        answers = {question.key: _ask(page, file, question) for question in listed}
        more = len(report.questions) - len(listed)
        if more:
            text = locale.ngettext("{n} more question", "{n} more questions", more)
            st.caption(md(text.format(n=formats.number(more, locale))))
        sent = st.form_submit_button(
            md(_("Apply the answers")), icon=":material/check:", key=f"uploads_ask_{file.file_id}"
        )
    if not sent:
        return
    chosen = {key: answer for key, answer in answers.items() if answer}
    if chosen:
        batch.answer(file.file_id, chosen)
        st.rerun()
    st.caption(md(_("Choose an answer first.")))


def metric_names(page: Page) -> dict[str, str]:
    """Return the name of each metric by identifier."""
    return {
        metric_id: name_of(metric, page.locale)
        for metric_id, metric in company(page.snapshot).metrics.items()
    }


def _ask(page: Page, file: UploadedFile, question: Question) -> str | None:
    """Show a question with its likeliest answers; the others are behind a search box."""
    _, names = page.locale.gettext, metric_names(page)
    message = question.message(page.locale)
    key = f"uploads_answer_{file.file_id}_{question.key}"
    choices, others = list(question.choices), list(question.others)
    if question.code == "metric_name":
        choices, others = [], list(names)

    def describe(answer: str) -> str:
        return answer_text(question.key, answer, names, page.locale)

    with st.container(border=True, key=f"{key}_box"):
        st.markdown(f"**{md(message)}**")
        if question.excerpt is not None:
            _show_excerpt(page, question.excerpt)
        answer = None
        if choices:
            answer = st.radio(
                message,  # spoken, not shown: it may hold text of the file
                choices,
                index=None,
                label_visibility="collapsed",
                format_func=lambda text: md(describe(text)),
                key=key,
            )
        if not others and not question.is_open:
            return answer
        other = st.selectbox(
            message,
            others,
            index=None,
            label_visibility="collapsed",
            placeholder=_("Other …") if choices else _("Choose"),
            format_func=describe,
            accept_new_options=question.is_open,
            key=f"{key}_other",
        )
        return other or answer


def _show_excerpt(page: Page, excerpt: Excerpt) -> None:
    """Show the rows of the file that a question is about, with their lines."""
    _, locale = page.locale.gettext, page.locale
    rows = [[formats.number(line, locale), *cells] for line, cells in excerpt.rows]
    show_table(data_frame([_("Line"), *_distinct(excerpt.headers)], rows))


def _distinct(headers: tuple[str, ...]) -> list[str]:
    """Return headers as columns of a table, which must differ."""
    names: list[str] = []
    for header in headers:
        name = header or "–"
        while name in names:
            name += " "
        names.append(name)
    return names
