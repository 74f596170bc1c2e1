"""What the page of listening shows: the clock of roles, the ledger, what each session changed."""

import streamlit as st

from lib.charts.listening import (
    clock_chart,
    listening_finding,
    reach_sentence,
)
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, notice, section
from lib.ui.widgets.filters import choose_option, part_of
from lib.ui.widgets.links import link_to
from lib.ui.widgets.tables import show_rows
from lib.ui.widgets.text import md
from lib.views.steering.listening import ListeningView, SessionCard, TracedInsight
from lib.wording.names import name_of, squad_name
from lib.wording.pages.choices import EXECUTIVE_ROLES, INSIGHT_STATUSES, SESSION_KINDS


def show_title(page: Page, view: ListeningView) -> None:
    """Show how many roles have listened lately, and what became of what was heard."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(listening_finding(view, locale)), anchor=False)
    if not view.sessions and not view.insights:
        notice(_("No session has been recorded yet: nobody is known to have heard a user."))
        return
    lines = [reach_sentence(view, locale)]
    if view.day is not None:
        lines.append(_("As of {day}.").format(day=formats.day(view.day, locale)))
    st.caption(md(" ".join(lines)))


def show_clock(page: Page, view: ListeningView) -> None:
    """Show the months since each executive role last heard users."""
    if not view.sessions:
        return
    _ = page.locale.gettext
    section(
        _("Who has not listened for long"),
        _("Whole months since the last session, test or demo; the line stands at six months."),
    )
    show_rows(
        page,
        "listening_clock",
        lambda: clock_chart(view, locale=page.locale, theme=page.theme),
    )


def show_ledger(page: Page, view: ListeningView) -> None:
    """Show the sessions, filtered by role and kind, with what was heard and what it changed."""
    _, locale = page.locale.gettext, page.locale
    if not view.sessions:
        _loose(page, view)
        return
    section(_("Sessions, tests and demos"))
    with st.container(horizontal=True):
        roles: dict[str, str] = {name: _(word) for name, word in EXECUTIVE_ROLES.items()}
        role = choose_option("role", _("Role"), roles, _("All roles"))
        kinds: dict[str, str] = {name: _(word) for name, word in SESSION_KINDS.items()}
        kind = choose_option("kind", _("Kind"), kinds, _("All kinds"))
    cards = view.chosen(role, kind)
    caption(
        locale.ngettext(
            "{shown} of {total} session", "{shown} of {total} sessions", len(view.sessions)
        ).format(
            shown=formats.number(len(cards), locale),
            total=formats.number(len(view.sessions), locale),
        )
    )
    if not cards:
        notice(_("No session answers to this choice."))
    for card in part_of(page, cards):
        _session(page, card)
    _loose(page, view)


def _session(page: Page, card: SessionCard) -> None:
    _, locale, session = page.locale.gettext, page.locale, card.session
    topic = localized(session, "topic", locale.language) or session.session_id
    facts = [formats.day(session.held_on, locale), _(SESSION_KINDS[session.kind])]
    facts.append(", ".join(_(EXECUTIVE_ROLES[role]) for role in card.roles))
    if session.participants is not None:
        facts.append(
            locale.ngettext(
                "{count} user heard", "{count} users heard", session.participants
            ).format(count=formats.number(session.participants, locale))
        )
    if card.squad is not None:
        facts.append(squad_name(card.squad, locale))
    with st.container(border=True):
        st.markdown(f"**{md(topic)}**  \n:small[{md(' · '.join(facts))}]")
        for insight in card.insights:
            _insight(page, insight)


def _insight(page: Page, insight: TracedInsight) -> None:
    _, locale, record = page.locale.gettext, page.locale, insight.insight
    text = localized(record, "text", locale.language) or record.insight_id
    st.markdown(f":material/hearing: {md(text)} — *{md(_(INSIGHT_STATUSES[record.status]))}*")
    if insight.initiative is not None:
        name = name_of(insight.initiative, locale)
        link_to(page, "initiative", insight.initiative.initiative_id, name, icon=":material/build:")
    if insight.decision is not None:
        name = name_of(insight.decision, locale)
        link_to(page, "decision", insight.decision.decision_id, name, icon=":material/gavel:")
    if not insight.reached:
        st.caption(md(_("It has reached neither a decision nor an initiative.")))


def _loose(page: Page, view: ListeningView) -> None:
    if view.loose:
        section(page.locale.gettext("Heard in a session that is not recorded"))
        for insight in view.loose:
            _insight(page, insight)
