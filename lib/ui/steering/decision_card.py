"""One decision in full: its options, how sure we are, the receipt of the day, the verdict."""

import streamlit as st

from lib.charts.decisions import options_chart
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.links import link_to
from lib.ui.widgets.text import md
from lib.views.steering.decision_snapshots import (
    DecisionSnapshot,
    SnapshotFigure,
    decision_snapshot,
)
from lib.views.steering.decisions import DecisionCard
from lib.wording.decisions import (
    GAP_WORDS,
    STATE_ICONS,
    STATE_WORDS,
    VERDICT_WORDS,
    euros,
    evidence_texts,
    expected_text,
    label_sentence,
    option_effect,
    option_name,
    outcome_sentence,
    receipt_sentence,
    waiting_text,
)
from lib.wording.figures import exact
from lib.wording.names import name_of


def show_decision(page: Page, card: DecisionCard) -> None:
    """Show one decision in full."""
    _, locale = page.locale.gettext, page.locale
    back = {**url_state.current(), "decision": ""}
    st.page_link(
        "pages/decisions.py",
        label=_("All decisions"),
        icon=":material/arrow_back:",
        query_params=back,
    )
    st.title(md(name_of(card.decision, locale)), anchor=False)
    _facts(page, card)
    _options(page, card)
    _evidence(page, card)
    if card.decision.status == "decided":
        _receipt(page, decision_snapshot(page.snapshot, card.decision))
        _verdict(page, card)


def _facts(page: Page, card: DecisionCard) -> None:
    _, locale, one = page.locale.gettext, page.locale, card.decision
    days = [
        (_("needed by {day}"), one.due_on),
        (_("decided {day}"), one.decided_on),
        (_("review on {day}"), one.review_on),
    ]
    dates = " · ".join(text.format(day=formats.day(day, locale)) for text, day in days if day)
    roles = " · ".join(_(role) for role in (one.owner_product, one.owner_business) if role)
    chosen = option_name(card.chosen, locale) if card.chosen else one.chosen_option
    label = _("Chosen:") if one.status == "decided" else _("Recommended:")
    lines = [
        (label, chosen or _("none yet")),
        (_("Expected:"), expected_text(one, locale)),
        (_("Waiting:"), waiting_text(one, locale)),
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
    _section(_("Options"), _("Effect a year with its range; hollow: doing nothing."))
    if not card.options:
        notice(_("No option has been recorded: what else could be done is not known."))
        return
    cached_chart(
        page,
        f"decisions_options_{card.decision.decision_id}",
        lambda: options_chart(card.options, locale=locale, theme=page.theme),
    )
    marks = [_option_mark(page, card, option.option) for option in card.options]
    st.table(
        {
            md(_("Option")): [md(option_name(option, locale)) for option in card.options],
            md(_("Cost")): [md(euros(option.cost, locale)) for option in card.options],
            md(_("Effect")): [md(option_effect(option, locale)) for option in card.options],
            md(_("Choice")): [md(mark) for mark in marks],
        },
        hide_index=True,
    )


def _option_mark(page: Page, card: DecisionCard, option: str) -> str:
    _ = page.locale.gettext
    if option != card.decision.chosen_option:
        return ""
    return _("chosen") if card.decision.status == "decided" else _("recommended")


def _evidence(page: Page, card: DecisionCard) -> None:
    _, locale = page.locale.gettext, page.locale
    _section(_("How sure are we today?"))
    st.markdown("  \n".join(md(line) for line in evidence_texts(card.evidence, locale)))
    if card.evidence.pair_label is not None and card.decision.pair_id:
        link_to(page, "pair", card.decision.pair_id, _("Open the pair"))
    if card.initiative is not None:
        link_to(
            page,
            "initiative",
            card.initiative.initiative_id,
            name_of(card.initiative, locale),
        )


def _receipt(page: Page, receipt: DecisionSnapshot) -> None:
    _, locale = page.locale.gettext, page.locale
    _section(_("Receipt: the figures of the day, beside those of today"))
    lines = [receipt_sentence(receipt, locale), label_sentence(receipt, locale)]
    st.markdown("  \n".join(md(line) for line in lines if line))
    if receipt.figures:
        st.table(_figures(page, receipt.figures), hide_index=True)
    else:
        notice(_("The decision names no pair and no initiative: there is no figure to reopen."))
    if receipt.version is not None:
        st.page_link(
            "pages/decisions.py",
            label=_("Open the data as they stood that day"),
            icon=":material/history:",
            query_params={**url_state.current(), "as_of": str(receipt.version)},
        )


def _figures(page: Page, figures: tuple[SnapshotFigure, ...]) -> dict[str, list[str]]:
    _, locale = page.locale.gettext, page.locale

    def month(one: SnapshotFigure) -> str:
        return formats.month(one.month, locale) if one.month else formats.missing(locale)

    def latest(one: SnapshotFigure) -> str:
        if one.latest_month is None:
            return formats.missing(locale)
        return _("{value} ({month})").format(
            value=exact(one.latest, one.metric, locale),
            month=formats.month(one.latest_month, locale),
        )

    return {
        md(_("Metric")): [md(name_of(one.metric, locale)) for one in figures],
        md(_("Month")): [md(month(one)) for one in figures],
        md(_("Known that day")): [md(exact(one.then, one.metric, locale)) for one in figures],
        md(_("Same month, as known today")): [
            md(exact(one.restated, one.metric, locale)) for one in figures
        ],
        md(_("Latest")): [md(latest(one)) for one in figures],
    }


def _verdict(page: Page, card: DecisionCard) -> None:
    _, locale, review = page.locale.gettext, page.locale, card.review
    _section(_("Verdict"))
    if review is None:
        st.markdown(md(_("Not reviewed yet.")))
        return
    word, day = _(VERDICT_WORDS[review.verdict]), formats.day(review.reviewed_on, locale)
    st.markdown(f"**{md(word)}** — {md(day)}  \n{md(outcome_sentence(card, locale))}")
    note = localized(review, "note", locale.language)
    if note:
        st.caption(md(note))


def _section(title: str, explanation: str = "") -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))
