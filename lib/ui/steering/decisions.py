"""The decisions page: what waits, what is overdue, the log, and one decision in full."""

import pandas as pd
import streamlit as st

from lib.charts.decisions import options_chart, verdicts_chart
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, notice, section
from lib.ui.widgets.filters import choose_option, part_of
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.links import back_link, link_to, open_link
from lib.ui.widgets.tables import show_rows, show_table
from lib.ui.widgets.text import md
from lib.views.steering.decision_snapshots import (
    DecisionSnapshot,
    SnapshotFigure,
    decision_snapshot,
)
from lib.views.steering.decisions import STATES, DecisionCard, DecisionsView
from lib.wording.decisions import (
    GAP_WORDS,
    STATE_ICONS,
    STATE_WORDS,
    VERDICT_WORDS,
    decisions_finding,
    evidence_texts,
    expected_text,
    gaps_sentence,
    label_sentence,
    option_effect,
    option_name,
    outcome_sentence,
    receipt_sentence,
    waiting_text,
)
from lib.wording.figures import euros, exact
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
    section(page.locale.gettext("To be decided"))
    grid = st.grid(columns="auto", min_column_width=420, gap="small", border=True)
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
    section(_("Reviews overdue"), _("A decision without its review teaches nothing."))
    for card in overdue[:12]:
        day = card.decision.review_on
        planned = _("was planned on {day}").format(day=formats.day(day, locale)) if day else ""
        _decision_link(page, card, f":material/alarm: **{_name(page, card)}** — {md(planned)}")
    _rest(page, len(overdue) - 12)


def show_verdicts(page: Page, view: DecisionsView) -> None:
    """Show what was expected of each decision reviewed, against what was found."""
    reviewed = view.of("reviewed")
    if not reviewed:
        return
    _ = page.locale.gettext
    section(
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
    section(_("Log"))
    present = {card.state for card in view.cards}
    words: dict[str, str] = {state: _(STATE_WORDS[state]) for state in STATES if state in present}
    cards = view.chosen(choose_option("state", _("State"), words, _("All")))
    caption(
        locale.ngettext(
            "{shown} of {total} decision", "{shown} of {total} decisions", len(view.cards)
        ).format(
            shown=formats.number(len(cards), locale), total=formats.number(len(view.cards), locale)
        )
    )
    for card in part_of(page, cards):
        _entry(page, card)


def _entry(page: Page, card: DecisionCard) -> None:
    _, locale = page.locale.gettext, page.locale
    decision, review = card.decision, card.review
    facts = [formats.day(decision.decided_on, locale)] if decision.decided_on else []
    facts.append(_(VERDICT_WORDS[review.verdict]) if review else _(STATE_WORDS[card.state]))
    if "do_nothing" in card.gaps:
        facts.append(_("incomplete: doing nothing is not among the options"))
    lines = [md(" · ".join(facts)), md(outcome_sentence(card, locale))]
    _decision_link(page, card, f"{STATE_ICONS[card.state]} **{_name(page, card)}**")
    st.caption("  \n".join(line for line in lines if line))


def _recommendation(page: Page, card: DecisionCard) -> None:
    _, locale, decision = page.locale.gettext, page.locale, card.decision
    _decision_link(page, card, f"**{_name(page, card)}**")
    color = "blue" if card.state == "ready" else "gray"
    word = md(_(STATE_WORDS[card.state]))
    review = (
        _("Review on {day}.").format(day=formats.day(decision.review_on, locale))
        if decision.review_on
        else _("No review date is set.")
    )
    lines = [expected_text(decision, locale), *evidence_texts(card.evidence, locale)]
    lines += [waiting_text(decision, locale), review]
    if decision.due_on:
        lines.insert(0, _("Needed by {day}.").format(day=formats.day(decision.due_on, locale)))
    if card.gaps:
        lines.append(gaps_sentence(card.gaps, locale))
    text = "  \n".join(md(line) for line in lines)
    st.markdown(f":{color}-badge[{STATE_ICONS[card.state]} {word}]\n\n{text}")


def _name(page: Page, card: DecisionCard) -> str:
    return md(name_of(card.decision, page.locale))


def _decision_link(page: Page, card: DecisionCard, label: str) -> None:
    open_link(page, "decision", card.decision.decision_id, label)


def _rest(page: Page, count: int) -> None:
    if count > 0:
        text = page.locale.ngettext(
            "{count} more stands in the log below.", "{count} more stand in the log below.", count
        )
        caption(text.format(count=formats.number(count, page.locale)))


def show_decision(page: Page, card: DecisionCard) -> None:
    """Show one decision in full."""
    back_link(page, "decision", page.locale.gettext("All decisions"))
    st.title(md(name_of(card.decision, page.locale)), anchor=False)
    _facts(page, card)
    _options(page, card)
    _evidence(page, card)
    if card.decision.status == "decided":
        _receipt(page, decision_snapshot(page.snapshot, card.decision))
        _verdict(page, card)


def _facts(page: Page, card: DecisionCard) -> None:
    _, locale, decision = page.locale.gettext, page.locale, card.decision
    days = [
        (_("needed by {day}"), decision.due_on),
        (_("decided {day}"), decision.decided_on),
        (_("review on {day}"), decision.review_on),
    ]
    dates = " · ".join(text.format(day=formats.day(day, locale)) for text, day in days if day)
    roles = " · ".join(
        _(role) for role in (decision.owner_product, decision.owner_business) if role
    )
    chosen = option_name(card.chosen, locale) if card.chosen else decision.chosen_option
    label = _("Chosen:") if decision.status == "decided" else _("Recommended:")
    lines = [
        (label, chosen or _("none yet")),
        (_("Expected:"), expected_text(decision, locale)),
        (_("Waiting:"), waiting_text(decision, locale)),
        (_("Dates:"), dates or formats.missing(locale)),
        (_("Recommended by:"), roles or formats.missing(locale)),
    ]
    state = f"{STATE_ICONS[card.state]} {md(_(STATE_WORDS[card.state]))}"
    st.markdown("  \n".join([state, *(f"**{md(name)}** {md(text)}" for name, text in lines)]))
    if card.gaps:
        names = ", ".join(_(GAP_WORDS[gap]) for gap in card.gaps)
        st.warning(
            md(_("Incomplete. Missing: {names}.").format(names=names)), icon=":material/edit_note:"
        )


def _options(page: Page, card: DecisionCard) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("Options"), _("Effect a year with its range; hollow: doing nothing."))
    if not card.options:
        notice(_("No option has been recorded: what else could be done is not known."))
        return
    cached_chart(
        page,
        f"decisions_options_{card.decision.decision_id}",
        lambda: options_chart(card.options, locale=locale, theme=page.theme),
    )
    rows = [
        [
            option_name(option, locale),
            euros(option.cost, locale),
            option_effect(option, locale),
            _option_mark(page, card, option.option),
        ]
        for option in card.options
    ]
    show_table(data_frame([_("Option"), _("Cost"), _("Effect"), _("Choice")], rows))


def _option_mark(page: Page, card: DecisionCard, option: str) -> str:
    _ = page.locale.gettext
    if option != card.decision.chosen_option:
        return ""
    return _("chosen") if card.decision.status == "decided" else _("recommended")


def _evidence(page: Page, card: DecisionCard) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("How sure are we today?"))
    st.markdown("  \n".join(md(line) for line in evidence_texts(card.evidence, locale)))
    if card.evidence.pair_label is not None and card.decision.pair_id:
        link_to(page, "pair", card.decision.pair_id, _("Open the pair"))
    if card.initiative is not None:
        name = name_of(card.initiative, locale)
        link_to(page, "initiative", card.initiative.initiative_id, name)


def _receipt(page: Page, receipt: DecisionSnapshot) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("Receipt: the figures of the day, beside those of today"))
    lines = [receipt_sentence(receipt, locale), label_sentence(receipt, locale)]
    st.markdown("  \n".join(md(line) for line in lines if line))
    if receipt.figures:
        show_table(_figures(page, receipt.figures))
    else:
        notice(_("The decision names no pair and no initiative: there is no figure to reopen."))
    if receipt.version is not None and page.access.may_see_past:
        st.page_link(
            "pages/decisions.py",
            label=_("Open the data as they stood that day"),
            icon=":material/history:",
            query_params={**url_state.current(), "as_of": str(receipt.version)},
        )


def _figures(page: Page, figures: tuple[SnapshotFigure, ...]) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale

    def latest(figure: SnapshotFigure) -> str:
        if figure.latest_month is None:
            return formats.missing(locale)
        return _("{value} ({month})").format(
            value=exact(figure.latest, figure.metric, locale),
            month=formats.month(figure.latest_month, locale),
        )

    headers = [
        _("Metric"),
        _("Month"),
        _("Known that day"),
        _("Same month, as known today"),
        _("Latest"),
    ]
    rows = [
        [
            name_of(figure.metric, locale),
            formats.month(figure.month, locale) if figure.month else formats.missing(locale),
            exact(figure.then, figure.metric, locale),
            exact(figure.restated, figure.metric, locale),
            latest(figure),
        ]
        for figure in figures
    ]
    return data_frame(headers, rows)


def _verdict(page: Page, card: DecisionCard) -> None:
    _, locale, review = page.locale.gettext, page.locale, card.review
    section(_("Verdict"))
    if review is None:
        st.markdown(md(_("Not reviewed yet.")))
        return
    word, day = _(VERDICT_WORDS[review.verdict]), formats.day(review.reviewed_on, locale)
    st.markdown(f"**{md(word)}** — {md(day)}  \n{md(outcome_sentence(card, locale))}")
    caption(localized(review, "note", locale.language))
