"""What the private brief shows: three points, what is due, promises, questions, past meetings."""

import streamlit as st

from lib.domain.decisions import Decision, OneOnOne
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app import frame
from lib.ui.app.session import Page
from lib.ui.widgets.components import drawer, notice, section
from lib.ui.widgets.filters import part_of
from lib.ui.widgets.links import common_choices, open_link
from lib.ui.widgets.text import md
from lib.views.steering.one_on_one import IS_PRIVATE, OneOnOneView
from lib.wording.names import name_of
from lib.wording.one_on_one import (
    PROMISE_ICONS,
    PROMISE_WORDS,
    brief_finding,
    point_sentence,
    promise_text,
    promises_sentence,
    questions,
    since_sentence,
)


def show_title(page: Page, brief: OneOnOneView) -> None:
    """Show how much there is to say, and that only its owner reads it."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(brief_finding(brief, locale)), anchor=False)
    if IS_PRIVATE:
        private = md(_("Private: no share link ever opens this page."))
        st.markdown(f":material/lock: {private}")
    if not brief.meetings and not brief.points and not brief.due:
        notice(_("Nothing has been loaded yet: there is nothing to bring."))
        return
    st.caption(md(since_sentence(brief, locale)))


def show_points(page: Page, brief: OneOnOneView) -> None:
    """Show the three points that moved; the others stay at hand."""
    if not brief.points:
        return
    locale = page.locale
    sentences = [point_sentence(point, locale) for point in brief.points]
    section(locale.gettext("What moved"))
    st.markdown(_numbered(sentences[: len(brief.first_points)]))
    others = sentences[len(brief.first_points) :]
    if others:
        title = locale.ngettext(
            "{count} other point moved", "{count} other points moved", len(others)
        ).format(count=formats.number(len(others), locale))
        text = "\n".join(f"- {md(sentence)}" for sentence in others)
        drawer(title, "one_on_one_others", lambda: st.markdown(text))


def show_due(page: Page, brief: OneOnOneView) -> None:
    """Show the decisions due, and the reviews overdue."""
    if not brief.due and not brief.overdue:
        return
    _, locale = page.locale.gettext, page.locale
    section(_("Decisions due"))
    for decision in brief.due:
        due = decision.due_on
        day = _("needed by {day}").format(day=formats.day(due, locale)) if due else ""
        _decision(page, decision, day, ":material/gavel:")
    for decision in brief.overdue:
        _decision(page, decision, _("review overdue"), ":material/alarm:")


def show_promises(page: Page, brief: OneOnOneView) -> None:
    """Show the promises that wait, and those not kept."""
    if not brief.meetings:
        return
    _, locale = page.locale.gettext, page.locale
    section(_("Promises"), promises_sentence(brief, locale))
    for meeting in (*brief.pending, *brief.not_kept):
        st.markdown(_promise(page, meeting))


def show_questions(page: Page, brief: OneOnOneView) -> None:
    """Show the questions to prepare."""
    _ = page.locale.gettext
    sentences = questions(brief, page.locale)
    if sentences:
        section(_("Questions to prepare"))
        st.markdown(_numbered(sentences))


def show_meetings(page: Page, brief: OneOnOneView) -> None:
    """Show the notes of past meetings, and where to add those of the next."""
    _ = page.locale.gettext
    if brief.meetings:
        section(_("Past meetings"))
        for meeting in part_of(page, brief.meetings):
            _meeting(page, meeting)
    if frame.is_open("uploads"):
        st.page_link(
            "pages/uploads.py",
            label=_("Write the notes of a meeting"),
            icon=":material/edit_note:",
            query_params={**common_choices(), "section": "edit", "table": "one_on_one"},
        )
    st.caption(md(_("Notes are kept like all data: as uploads, and never on a committee page.")))


def _meeting(page: Page, meeting: OneOnOne) -> None:
    _, locale = page.locale.gettext, page.locale
    lines = [
        (_("What had moved:"), localized(meeting, "moved", locale.language)),
        (_("Question of the CEO:"), localized(meeting, "question", locale.language)),
    ]
    parts = [f"**{md(formats.day(meeting.held_on, locale))}**"]
    parts += [f"{md(head)} {md(text)}" for head, text in lines if text]
    if localized(meeting, "promise", locale.language):
        parts.append(_promise(page, meeting))
    with st.container(border=True):
        st.markdown("  \n".join(parts))


def _promise(page: Page, meeting: OneOnOne) -> str:
    _, state = page.locale.gettext, meeting.promise_state
    text = md(promise_text(meeting, page.locale))
    if state is None:
        return text
    return f"{PROMISE_ICONS[state]} **{md(_(PROMISE_WORDS[state]))}** — {text}"


def _decision(page: Page, decision: Decision, fact: str, icon: str) -> None:
    name = md(name_of(decision, page.locale))
    label = f"**{name}** — {md(fact)}" if fact else f"**{name}**"
    open_link(page, "decision", decision.decision_id, label, icon=icon)


def _numbered(sentences: list[str]) -> str:
    return "\n".join(f"{at}. {md(sentence)}" for at, sentence in enumerate(sentences, start=1))
