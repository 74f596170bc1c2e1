"""The squads page: mission, pairs, key results and effort of each; owners; cohorts."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lib.charts.cohorts import cohort_chart
from lib.charts.squads import effort_chart
from lib.domain.feedback import Objection, SubjectKind, is_open
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app.session import Page
from lib.ui.widgets.components import (
    caption,
    chart,
    drawer,
    notice,
    section,
    small_heading,
    small_heading_text,
)
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.links import link_to
from lib.ui.widgets.tables import show_table
from lib.ui.widgets.text import md
from lib.views.cohorts import CohortComparison
from lib.views.steering.effort import EffortSplit
from lib.views.steering.ownership import OwnershipView, SharedItem
from lib.views.steering.squads import SquadCard, SquadsView, squad_returns
from lib.wording.initiatives import RETURN_SIGNS, RETURN_WORDS, initiatives_text
from lib.wording.names import name_of, pair_name, squad_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS
from lib.wording.squads import (
    KIND_NAMES,
    cohort_sentence,
    cohort_title,
    effort_sentence,
    gap_sentences,
    outside_sentence,
    ownership_headline,
    shared_name,
    spend_sentence,
    squads_headline,
)

_KINDS: dict[SubjectKind, str] = {
    "pair": N_("Pair"),
    "metric": N_("Common KPI"),
    "decision": N_("Recommendation"),
}


def show_headline(page: Page, view: SquadsView) -> None:
    """Show the finding on all squads."""
    _ = page.locale.gettext
    st.title(md(squads_headline(view, page.locale)), anchor=False)
    if not view.cards:
        notice(_("Squads appear here once they are loaded."))
        return
    caption(
        _(
            "The split of effort is agreed by product and technology together. "
            "The return is stated class by class, and never added up."
        )
    )


def show_squads(page: Page, view: SquadsView, cards: Sequence[SquadCard]) -> None:
    """Show each squad: what it is for, what it answers for, where its effort goes."""
    if view.cards and not cards:
        notice(page.locale.gettext("No squad answers to this choice."))
    cached_fragment(page, f"squads {view.quarter}", _cards, view.quarter, cards)
    if any(card.history for card in cards):
        label = page.locale.gettext("The figures as a table")
        drawer(label, "squads_tables", _effort_tables, page, cards)


def _cards(page: Page, quarter: str, cards: Sequence[SquadCard]) -> None:
    for card in cards:
        with st.container(border=True):
            _squad(page, quarter, card)


def _squad(page: Page, quarter: str, card: SquadCard) -> None:
    _, locale, squad = page.locale.gettext, page.locale, card.squad
    st.subheader(md(squad_name(squad, locale)), anchor=False)
    mission = localized(squad, "mission", locale.language)
    lines = [f"**{md(mission)}**"] if mission else []
    lines += [
        f":material/error_outline: {md(sentence)}" for sentence in gap_sentences(card.gaps, locale)
    ]
    if lines:
        st.markdown("\n\n".join(lines))
    answers, effort = st.columns(2, gap="medium")
    with answers:
        _key_results(page, card)
        _pairs(page, card)
        st.markdown("\n\n".join([_work(page, card), *_returns(page, card)]))
    with effort:
        _effort(page, quarter, card)


def _key_results(page: Page, card: SquadCard) -> None:
    _, locale = page.locale.gettext, page.locale
    if not card.lines:
        return
    small_heading(_("Key results"))
    for line in card.lines:
        progress = line.pace.progress
        state = f"{PACE_SIGNS[progress.state]} {_(PACE_WORDS[progress.state])}"
        grade = _("grade {grade}").format(grade=formats.number(progress.grade, locale, decimals=2))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            name = name_of(line.key_result, locale)
            link_to(page, "objective", line.key_result.objective_id, name)
            st.caption(md(f"{state} · {grade}"))


def _pairs(page: Page, card: SquadCard) -> None:
    _, locale = page.locale.gettext, page.locale
    if not card.pairs:
        return
    small_heading(_("Pairs"))
    for owned in card.pairs:
        name = pair_name(owned.product, owned.business, locale)
        link_to(page, "pair", owned.pair.pair_id, name)


def _work(page: Page, card: SquadCard) -> str:
    """Return how many initiatives a squad has; texts that follow each other are one element."""
    locale = page.locale
    facts = [initiatives_text(len(card.initiatives), locale).capitalize()]
    if card.drafts:
        facts.append(
            locale.ngettext(
                "{n} draft not tied to its metrics",
                "{n} drafts not tied to their metrics",
                card.drafts,
            ).format(n=formats.number(card.drafts, locale))
        )
    return f":small[{md(' · '.join(facts))}]"


def _returns(page: Page, card: SquadCard) -> list[str]:
    """Return what the launched initiatives can show for their cost; classes are never added."""
    _, locale = page.locale.gettext, page.locale
    lines = [line for line in squad_returns(page.snapshot, card.squad.squad_id) if line.spend]
    if not lines:
        return []
    returns = [
        _("{sign} {word}: {spend} ({initiatives})").format(
            sign=RETURN_SIGNS[line.kind],
            word=_(RETURN_WORDS[line.kind]),
            spend=formats.compact(line.spend, "EUR", locale),
            initiatives=initiatives_text(len(line.initiative_ids), locale),
        )
        for line in lines
    ]
    heading = _("Spent on launched initiatives, by what it can show")
    return [small_heading_text(heading), "  \n".join(md(line) for line in returns)]


def _effort(page: Page, quarter: str, card: SquadCard) -> None:
    _, locale = page.locale.gettext, page.locale
    drifts = card.history is not None and bool(card.history.drifts)
    sign = ":material/priority_high: " if drifts else ""
    heading = _("Effort against the agreed split")
    st.markdown(f"{small_heading_text(heading)}\n\n{sign}{md(effort_sentence(card, locale))}")
    history = card.history
    if history:
        chart(
            page,
            f"squads_effort_{quarter}_{card.squad.squad_id}",
            lambda: effort_chart(history, locale=locale, theme=page.theme),
        )
    lines = [md(outside_sentence(card.effort, locale))] if card.effort else []
    lines.append(md(spend_sentence(card, locale)))
    if card.spend.worked is not None:
        worked = formats.compact(card.spend.worked, "EUR", locale)
        cost = _("Effort reported this quarter: {cost}.").format(cost=worked)
        lines.append(f":small[{md(cost)}]")
    st.markdown("\n\n".join(lines))


def _effort_tables(page: Page, cards: Sequence[SquadCard]) -> None:
    """Show what the charts of all squads draw."""
    for card in cards:
        if card.history:
            small_heading(squad_name(card.squad, page.locale))
            show_table(_effort_table(page, card.history))


def _effort_table(page: Page, history: EffortSplit) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale
    kinds = [_(KIND_NAMES[kind.kind]) for kind in history.kinds]
    rows = [
        [
            formats.month(month.month, locale),
            formats.number(month.person_months, locale, decimals=1),
            *(formats.percent(kind.share, locale) for kind in month.kinds),
        ]
        for month in history.months
    ]
    return data_frame([_("Month"), _("Person-months"), *kinds], rows)


def show_ownership(page: Page, view: OwnershipView, *, squad_id: str) -> None:
    """Show who answers on both sides, then every objection with its answer, open ones first."""
    _ = page.locale.gettext
    items = view.of_squad(squad_id)
    if not items and not view.unplaced:
        return
    section(_("Shared ownership"))
    st.markdown(md(ownership_headline(view, page.locale)) + ".")
    unplaced = () if squad_id else view.unplaced
    cached_fragment(page, f"objections {squad_id}", _objections, items, unplaced)
    drawer(_("Owners on both sides"), "squads_owners", lambda: show_table(_owners(page, items)))


def _objections(page: Page, items: Sequence[SharedItem], unplaced: Sequence[Objection]) -> None:
    objections = [
        (shared_name(item, page.locale), objection)
        for item in items
        for objection in item.objections
    ]
    objections += [(objection.subject_id, objection) for objection in unplaced]
    objections.sort(key=lambda item: not is_open(item[1]))
    if objections:
        st.markdown("\n\n".join(_objection(page, *item) for item in objections))


def _objection(page: Page, name: str, objection: Objection) -> str:
    """Return an objection and its answer, as one paragraph."""
    _, locale = page.locale.gettext, page.locale
    icon = ":material/pending:" if is_open(objection) else ":material/task_alt:"
    raised = _("{role}, {day}").format(
        role=_(objection.role), day=formats.day(objection.raised_on, locale)
    )
    text = localized(objection, "text", locale.language)
    answer = _("Open: no answer yet.")
    if objection.answered_on is not None:
        answer = _("Answered on {day}: {answer}").format(
            day=formats.day(objection.answered_on, locale),
            answer=localized(objection, "answer", locale.language),
        )
    return f"{icon} **{md(name)}** — {md(text)} {md(f'({raised})')}  \n:small[{md(answer)}]"


def _owners(page: Page, items: Sequence[SharedItem]) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale
    missing = N_("nobody named")
    headers = [
        _("Kind"),
        _("Name"),
        _("Product owner"),
        _("Business co-owner"),
        _("Open objections"),
    ]
    rows = [
        [
            _(_KINDS[item.kind]),
            shared_name(item, locale),
            _(item.owner_product or missing),
            _(item.owner_business or missing),
            formats.number(sum(map(is_open, item.objections)), locale),
        ]
        for item in items
    ]
    return data_frame(headers, rows)


def show_cohorts(page: Page, comparisons: Sequence[CohortComparison], *, squad_id: str) -> None:
    """Show cohort curves around the launches of a squad, or of all; nothing without cohorts."""
    chosen = [item for item in comparisons if not squad_id or item.initiative.squad_id == squad_id]
    if chosen:
        cached_fragment(page, f"cohorts {squad_id}", _cohorts, chosen)


def _cohorts(page: Page, comparisons: Sequence[CohortComparison]) -> None:
    _, locale = page.locale.gettext, page.locale
    section(
        _("In the long run"),
        _(
            "Each curve is the mean of those who arrived before or after the launch, by months "
            "since they arrived. The band holds every cohort that arrived before."
        ),
    )
    grid = st.grid(columns="auto", min_column_width=380, gap="medium", border=True)
    for item in comparisons:
        with grid.cell():
            title, sentence = cohort_title(item, locale), cohort_sentence(item, locale)
            st.markdown(f"**{md(title)}**\n\n{md(sentence)}")
            chart(
                page,
                f"squads_cohorts_{item.metric.metric_id}_{item.initiative.initiative_id}",
                partial(
                    cohort_chart,
                    item,
                    locale=locale,
                    theme=page.theme,
                ),
            )
