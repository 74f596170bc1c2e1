"""What the page of decisions shows: what waits, what is overdue, the log and its verdicts."""

import streamlit as st

from lib.charts.decisions import verdicts_chart
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.pagination import part_of
from lib.ui.widgets.row_charts import show_rows
from lib.ui.widgets.text import md
from lib.views.steering.decisions import STATES, DecisionCard, DecisionsView
from lib.wording.decisions import (
    STATE_ICONS,
    STATE_WORDS,
    VERDICT_WORDS,
    decisions_finding,
    evidence_texts,
    expected_text,
    gaps_sentence,
    outcome_sentence,
    waiting_text,
)
from lib.wording.names import name_of


def opened_decision(view: DecisionsView) -> DecisionCard | None:
    """Return the decision that the address opens, or None for the log."""
    names = [card.decision.decision_id for card in view.cards]
    return view.card(url_state.opened("decision", names))


def show_title(page: Page, view: DecisionsView) -> None:
    """Show how the decisions came out, and how many wait."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(decisions_finding(view, locale)), anchor=False)
    if not view.cards:
        notice(_("No decision has been recorded yet."))
    elif view.day is not None:
        st.caption(md(_("As of {day}.").format(day=formats.day(view.day, locale))))


def show_recommendations(page: Page, view: DecisionsView) -> None:
    """Show one card for each decision to be taken: ask, figure, evidence, cost, review."""
    waiting = view.of("ready", "incomplete")
    if not waiting:
        return
    _section(page.locale.gettext("To be decided"))
    grid = st.grid(
        columns="auto", min_column_width=280 if page.is_compact else 420, gap="small", border=True
    )
    for card in waiting[:12]:
        with grid.cell():
            _recommendation(page, card)
    _rest(page, len(waiting) - 12)


def show_overdue(page: Page, view: DecisionsView) -> None:
    """Show the decisions whose review day has passed without a review."""
    overdue = sorted(view.of("overdue"), key=lambda card: str(card.decision.review_on))
    if not overdue:
        return
    _, locale = page.locale.gettext, page.locale
    _section(_("Reviews overdue"), _("A decision without its review teaches nothing."))
    for card in overdue[:12]:
        day = card.decision.review_on
        planned = _("was planned on {day}").format(day=formats.day(day, locale)) if day else ""
        _link(card, f":material/alarm: **{_name(page, card)}** — {md(planned)}")
    _rest(page, len(overdue) - 12)


def show_verdicts(page: Page, view: DecisionsView) -> None:
    """Show what was expected of each decision reviewed, against what was found."""
    reviewed = view.of("reviewed")
    if not reviewed:
        return
    _ = page.locale.gettext
    _section(
        _("Were we right?"),
        _("Ring and line: effect expected with its range. Dot: effect found at the review."),
    )
    show_rows(
        page,
        "decisions_verdicts",
        lambda: verdicts_chart(reviewed, locale=page.locale, theme=page.theme),
    )


def show_log(page: Page, view: DecisionsView) -> None:
    """Show every decision, filtered by its state, a part at a time."""
    if not view.cards:
        return
    _, locale = page.locale.gettext, page.locale
    _section(_("Log"))
    present = {card.state for card in view.cards}
    words = {state: _(STATE_WORDS[state]) for state in STATES if state in present}
    state = url_state.choose(
        "select",
        "state",
        ("", *words),
        label=_("State"),
        describe=lambda name: next((word for key, word in words.items() if key == name), _("All")),
    )
    cards = view.chosen(state)
    st.caption(
        md(
            locale.ngettext(
                "{shown} of {total} decision", "{shown} of {total} decisions", len(view.cards)
            ).format(
                shown=formats.number(len(cards), locale),
                total=formats.number(len(view.cards), locale),
            )
        )
    )
    for card in part_of(page, cards):
        _entry(page, card)


def _entry(page: Page, card: DecisionCard) -> None:
    _, locale = page.locale.gettext, page.locale
    one, review = card.decision, card.review
    facts = [formats.day(one.decided_on, locale)] if one.decided_on else []
    facts.append(_(VERDICT_WORDS[review.verdict]) if review else _(STATE_WORDS[card.state]))
    if "do_nothing" in card.gaps:
        facts.append(_("incomplete: doing nothing is not among the options"))
    lines = [md(" · ".join(facts)), md(outcome_sentence(card, locale))]
    _link(card, f"{STATE_ICONS[card.state]} **{_name(page, card)}**")
    st.caption("  \n".join(line for line in lines if line))


def _recommendation(page: Page, card: DecisionCard) -> None:
    _, locale, one = page.locale.gettext, page.locale, card.decision
    _link(card, f"**{_name(page, card)}**")
    color = "blue" if card.state == "ready" else "gray"
    word = md(_(STATE_WORDS[card.state]))
    review = (
        _("Review on {day}.").format(day=formats.day(one.review_on, locale))
        if one.review_on
        else _("No review date is set.")
    )
    lines = [expected_text(one, locale), *evidence_texts(card.evidence, locale)]
    lines += [waiting_text(one, locale), review]
    if one.due_on:
        lines.insert(0, _("Needed by {day}.").format(day=formats.day(one.due_on, locale)))
    if card.gaps:
        lines.append(gaps_sentence(card.gaps, locale))
    text = "  \n".join(md(line) for line in lines)
    st.markdown(f":{color}-badge[{STATE_ICONS[card.state]} {word}]\n\n{text}")


def _name(page: Page, card: DecisionCard) -> str:
    return md(name_of(card.decision, page.locale))


def _link(card: DecisionCard, label: str) -> None:
    st.page_link(
        "pages/decisions.py",
        label=label,
        query_params={**url_state.current(), "decision": card.decision.decision_id},
    )


def _rest(page: Page, count: int) -> None:
    if count > 0:
        text = page.locale.ngettext(
            "{count} more stands in the log below.", "{count} more stand in the log below.", count
        )
        st.caption(md(text.format(count=formats.number(count, page.locale))))


def _section(title: str, explanation: str = "") -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))
