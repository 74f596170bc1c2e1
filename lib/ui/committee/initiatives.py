"""The initiatives page: the portfolio, its track record, and one initiative in full."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.charts.initiatives import (
    MOST_ROWS,
    announced_chart,
    effects_chart,
    return_chart,
    windows_chart,
)
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.initiatives import Initiative
from lib.domain.metrics import Metric
from lib.domain.periods import quarter_start
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, drawer, notice, section
from lib.ui.widgets.filters import choose_objective, choose_option, choose_squad, part_of
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.links import back_link, link_to, open_link
from lib.ui.widgets.tables import show_rows, table_drawer
from lib.ui.widgets.text import md
from lib.views.committee.initiatives import Card, Draft, InitiativesView, Portfolio
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.effect_windows import detectable_of, turns_round, windows_of
from lib.wording.initiatives import (
    GAP_WORDS,
    RETURN_SIGNS,
    RETURN_WORDS,
    STATUS_WORDS,
    announced_text,
    detectable_sentence,
    effect_sentence,
    found_text,
    named_effect,
    portfolio_finding,
    record_sentences,
    seal_text,
)
from lib.wording.names import name_of, squad_name
from lib.wording.roadmap import promised_day


@dataclass(frozen=True, slots=True)
class Chosen:
    """The initiatives a reader keeps, and the choice as a key."""

    cards: tuple[Card, ...]
    key: str


def choose_cards(page: Page, view: InitiativesView) -> Chosen:
    """Let the reader keep a squad, an objective, a quarter, a status."""
    _, locale = page.locale.gettext, page.locale
    quarters = {name: formats.quarter(quarter_start(name), locale) for name in view.quarters}
    statuses: dict[str, str] = {name: _(STATUS_WORDS[name]) for name in view.statuses}
    with st.container(horizontal=True):
        squad = choose_squad(page, view.squads)
        objective = choose_objective(page, view.objectives)
        quarter = choose_option("quarter", _("Quarter"), quarters, _("All quarters"))
        status = choose_option("status", _("Status"), statuses, _("All statuses"))
    return Chosen(
        view.chosen(squad=squad, objective=objective, quarter=quarter, status=status),
        "_".join((squad, objective, quarter, status)),
    )


def opened_card(view: InitiativesView) -> Card | None:
    """Return the card that the address opens, or None for the portfolio."""
    names = [card.initiative.initiative_id for card in view.cards]
    return view.card(url_state.opened("initiative", names))


def show_title(page: Page, view: InitiativesView) -> None:
    """Show the finding of the portfolio, and how many initiatives are missing from it."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(portfolio_finding(view.cards, locale)), anchor=False)
    if view.drafts:
        caption(
            locale.ngettext(
                "{count} initiative is not tied to a business metric: it stays out of these "
                "figures, and is listed below.",
                "{count} initiatives are not tied to a business metric: they stay out of "
                "these figures, and are listed below.",
                len(view.drafts),
            ).format(count=formats.number(len(view.drafts), locale))
        )


def show_cards(page: Page, cards: Sequence[Card], total: int) -> None:
    """Show one card an initiative, a part at a time."""
    _, locale = page.locale.gettext, page.locale
    counted = locale.ngettext(
        "{shown} of {total} initiative", "{shown} of {total} initiatives", total
    ).format(shown=formats.number(len(cards), locale), total=formats.number(total, locale))
    section(_("Initiatives"), counted if total else "")
    if not cards:
        notice(
            _("No initiative answers to this choice.")
            if total
            else _("No initiative is tied to its metrics yet: nothing can be shown.")
        )
        return
    cached_fragment(page, "cards", _grid, part_of(page, cards))


def show_drafts(page: Page, drafts: Sequence[Draft]) -> None:
    """Show the initiatives that wait for their metrics, with what is missing."""
    if drafts:
        title = page.locale.ngettext(
            "{count} initiative is not tied to a business metric",
            "{count} initiatives are not tied to a business metric",
            len(drafts),
        ).format(count=formats.number(len(drafts), page.locale))
        drawer(title, "initiatives_drafts", _drafts, page, drafts)


def _drafts(page: Page, drafts: Sequence[Draft]) -> None:
    _ = page.locale.gettext
    for draft in drafts:
        gaps = ", ".join(_(GAP_WORDS[gap]) for gap in draft.gaps)
        missing = _("missing: {gaps}").format(gaps=gaps)
        name = md(name_of(draft.initiative, page.locale))
        st.markdown(f"- **{name}** — {md(missing)}")


def _grid(page: Page, cards: Sequence[Card]) -> None:
    grid = st.grid(columns="auto", min_column_width=330, gap="small", border=True)
    for card in cards:
        with grid.cell():
            _card(page, card)


def _card(page: Page, card: Card) -> None:
    """Draw one card; its words are one element, for each costs every reader a message."""
    _, locale, initiative = page.locale.gettext, page.locale, card.initiative
    label = f"**{md(name_of(initiative, locale))}**"
    open_link(page, "initiative", initiative.initiative_id, label)
    status = _(STATUS_WORDS[initiative.status])
    if initiative.launched_on:
        status = _("launched {day}").format(day=formats.day(initiative.launched_on, locale))
    cost = formats.compact(initiative.cost, "EUR", locale) if initiative.cost is not None else ""
    facts = [squad_name(card.squad, locale), status, cost]
    parts = [f":small[{md(' · '.join(fact for fact in facts if fact))}]"]
    if card.kind is not None:
        lines = [f"{RETURN_SIGNS[card.kind]} {_(RETURN_WORDS[card.kind])}"]
        if card.kind != "too_early":
            lines.append(named_effect(card.impact.business, locale))
        parts.append("  \n".join(md(line) for line in lines))
    problem = localized(initiative, "problem", locale.language)
    if problem:
        parts.append(f":small[{md(problem)}]")
    st.markdown("\n\n".join(parts))


def show_return(page: Page, totals: Portfolio, key: str) -> None:
    """Show the spend by what it can show, class by class, and the effects announced for each."""
    if not any(line.initiative_ids for line in totals.lines):
        return
    _, locale = page.locale.gettext, page.locale
    section(
        _("What the spend can show"),
        _(
            "Cost of the launched initiatives, by what their business metric shows. Effects of "
            "different classes are never added."
        ),
    )
    cached_chart(
        page,
        f"initiatives_return_{key}",
        lambda: return_chart(totals, locale=locale, theme=page.theme),
    )
    table_drawer(page, "initiatives_table", lambda: _returns(page, totals))


def show_record(page: Page, cards: Sequence[Card], totals: Portfolio, key: str) -> None:
    """Show announced effects against those found: the portfolio's own track record."""
    _, locale = page.locale.gettext, page.locale
    announced = [card for card in cards if card.prediction is not None]
    reviewed = [card for card in announced if card.found_effect is not None]
    if not announced:
        return
    section(
        _("Announced and found"),
        _(
            "Ring and thin line: effect announced at approval, with its range. Dot: effect found "
            "at the review. In euros a year."
        ),
    )
    first, *others = record_sentences(totals, locale)
    st.markdown("\n".join([md(first), "", *(f"- {md(sentence)}" for sentence in others)]))
    waiting = len(announced) - len(reviewed)
    if waiting:
        caption(
            locale.ngettext(
                "{count} other announced effect has not been reviewed yet.",
                "{count} other announced effects have not been reviewed yet.",
                waiting,
            ).format(count=formats.number(waiting, locale))
        )
    if not reviewed:
        return
    _shortened(page, len(reviewed))
    show_rows(
        page,
        f"initiatives_announced_{key}",
        lambda: announced_chart(reviewed, locale=locale, theme=page.theme),
    )


def show_effects(page: Page, cards: Sequence[Card], key: str) -> None:
    """Show the measured effect of each launch on its business metric, with its interval."""
    _, locale = page.locale.gettext, page.locale
    launched = [card for card in cards if card.kind is not None]
    if not launched:
        return
    section(
        _("Measured on the business metric"),
        _(
            "Dot and line: effect since the launch with its interval, in percent of the level "
            "before; right is the favourable side. A line across zero shows no effect."
        ),
    )
    measured = [card for card in launched if card.impact.business and card.impact.business.estimate]
    early = len(launched) - len(measured)
    if early:
        caption(
            locale.ngettext(
                "{count} launch is too recent, or has too few months of data, to be measured.",
                "{count} launches are too recent, or have too few months of data, to be measured.",
                early,
            ).format(count=formats.number(early, locale))
        )
    if not measured:
        notice(_("No effect has been measured yet."))
        return
    _shortened(page, len(measured))
    show_rows(
        page,
        f"initiatives_effects_{key}",
        lambda: effects_chart(measured, locale=locale, theme=page.theme),
    )


def show_stopped(page: Page, totals: Portfolio) -> None:
    """Show the initiatives that were stopped and the money that stopping saved."""
    if not totals.stopped:
        return
    _, locale = page.locale.gettext, page.locale
    section(
        _("Stopped initiatives"),
        _("Money saved by stopping: {saved}.").format(
            saved=formats.compact(totals.saved, "EUR", locale)
        ),
    )
    for card in totals.stopped:
        initiative = card.initiative
        facts = []
        if initiative.stopped_on:
            day = formats.day(initiative.stopped_on, locale)
            facts.append(_("stopped {day}").format(day=day))
        if initiative.money_saved is not None:
            saved = formats.compact(initiative.money_saved, "EUR", locale)
            facts.append(_("{saved} saved").format(saved=saved))
        if card.review:
            facts.append(localized(card.review, "note", locale.language))
        st.markdown(
            f":material/front_hand: **{md(name_of(initiative, locale))}** — "
            f"{md(' · '.join(fact for fact in facts if fact))}"
        )


def _shortened(page: Page, count: int) -> None:
    """Say where a chart shows the latest rows only."""
    if count > MOST_ROWS:
        caption(
            page.locale.gettext("The latest {shown} of {total}.").format(
                shown=formats.number(MOST_ROWS, page.locale),
                total=formats.number(count, page.locale),
            )
        )


def _returns(page: Page, totals: Portfolio) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale
    headers = [
        _("What it shows"),
        _("Initiatives"),
        _("Spend"),
        _("Announced a year"),
        _("Reviewed"),
        _("Found a year, where reviewed"),
    ]
    rows = [
        [
            _(RETURN_WORDS[line.kind]),
            formats.number(len(line.initiative_ids), locale),
            formats.compact(line.spend, "EUR", locale),
            formats.compact(line.announced, "EUR", locale),
            formats.number(line.reviewed, locale),
            formats.compact(line.actual, "EUR", locale)
            if line.reviewed
            else formats.missing(locale),
        ]
        for line in totals.lines
    ]
    return data_frame(headers, rows)


def show_card(page: Page, card: Card) -> None:
    """Show one initiative in full."""
    locale = page.locale
    back_link(page, "initiative", locale.gettext("All initiatives"))
    st.title(md(name_of(card.initiative, locale)), anchor=False)
    problem = localized(card.initiative, "problem", locale.language)
    if problem:
        st.markdown(md(problem))
    _facts(page, card)
    _announced(page, card)
    if card.kind is not None:
        _changed(page, card)
    else:
        _detectable(page, card)
    _tandem(page, card)


def _days(initiative: Initiative, locale: Locale) -> list[str]:
    """Return the known days of an initiative, in words."""
    _, planned = locale.gettext, initiative.planned_on
    days = [
        (_("started {day}"), initiative.started_on),
        (promised_day(initiative, planned, locale) if planned else "", planned),
        (_("launched {day}"), initiative.launched_on),
        (_("stopped {day}"), initiative.stopped_on),
    ]
    return [text.format(day=formats.day(day, locale)) for text, day in days if day]


def _facts(page: Page, card: Card) -> None:
    _, locale, initiative = page.locale.gettext, page.locale, card.initiative
    months = (
        _("{months} person-months").format(
            months=formats.number(initiative.person_months, locale, decimals=1)
        )
        if initiative.person_months is not None
        else ""
    )
    cost = formats.compact(initiative.cost, "EUR", locale) if initiative.cost is not None else ""
    objectives = ", ".join(name_of(served, locale) for served in card.objectives)
    lines = [
        (_("Status:"), _(STATUS_WORDS[initiative.status])),
        (_("Squad:"), squad_name(card.squad, locale)),
        (_("Objectives:"), objectives or _("none")),
        (_("Product metric:"), name_of(card.product, locale)),
        (_("Business KPI:"), name_of(card.business, locale)),
        (
            _("Cost:"),
            " · ".join(part for part in (cost, months) if part) or formats.missing(locale),
        ),
        (
            _("Dates:"),
            " · ".join(_days(initiative, locale)) or formats.missing(locale),
        ),
    ]
    st.markdown("  \n".join(f"**{md(label)}** {md(text)}" for label, text in lines))
    if card.pair is not None:
        link_to(
            page,
            "pair",
            card.pair.pair_id,
            _("The pair it should move"),
            icon=":material/stacked_line_chart:",
        )


def _announced(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("Announced and found"))
    st.markdown(md(announced_text(card.prediction, locale)))
    prediction = card.prediction
    if prediction is not None:
        is_valid = prediction.seal == "intact" and not prediction.is_late
        icon = ":material/verified:" if is_valid else ":material/gpp_maybe:"
        st.markdown(f"{icon} {md(seal_text(prediction, locale))}")
        if fingerprint := prediction.prediction.fingerprint:
            caption(_("Fingerprint: {print}").format(print=fingerprint[:16] + "…"))
    st.markdown(md(found_text(card, locale)))
    if card.review:
        caption(localized(card.review, "note", locale.language))


def _changed(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("What changed"))
    if card.kind is not None:
        st.markdown(f"**{md(RETURN_SIGNS[card.kind])} {md(_(RETURN_WORDS[card.kind]))}**")
    st.markdown(md(effect_sentence(card.impact.product, locale)))
    st.markdown(md(effect_sentence(card.impact.business, locale)))
    section(
        _("Short run and long run"),
        _(
            "Effect on each metric with its interval, by months since the launch; month 0 is that "
            "of the launch."
        ),
    )
    for metric in (card.product, card.business):
        _windows(page, card, metric)


def _detectable(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    section(_("What could be shown"), _("Read before funding: what these metrics can prove."))
    for metric in (card.product, card.business):
        effect = detectable_of(page.snapshot, metric.metric_id)
        if effect is None:
            name = name_of(metric, locale)
            st.markdown(md(_("“{metric}”: too short a history to tell.").format(metric=name)))
        else:
            st.markdown(md(detectable_sentence(effect, locale)))


def _windows(page: Page, card: Card, metric: Metric) -> None:
    _, locale = page.locale.gettext, page.locale
    windows = windows_of(page.snapshot, card.initiative.initiative_id, metric.metric_id)
    st.markdown(f"**{md(name_of(metric, locale))}**")
    if turns_round(windows):
        st.warning(
            md(_("The short run and the long run point opposite ways.")),
            icon=":material/u_turn_right:",
        )
    show_rows(
        page,
        f"initiatives_windows_{card.initiative.initiative_id}_{metric.metric_id}",
        lambda: windows_chart(metric, windows, locale=locale, theme=page.theme),
    )


def _tandem(page: Page, card: Card) -> None:
    if card.pair is None:
        return
    pair = metric_pairs_view(page.snapshot).card(card.pair.pair_id)
    if pair is None:
        return
    section(page.locale.gettext("The pair, month by month"))
    cached_chart(
        page,
        f"initiatives_tandem_{card.pair.pair_id}",
        lambda: pair_chart(
            pair.series,
            locale=page.locale,
            theme=page.theme,
        ),
    )
