"""What the page of squads shows: mission, pairs, key results, effort and cost of each."""

from collections.abc import Sequence

import streamlit as st

from lib.charts.alignment_tree import initiatives_text
from lib.charts.squads import effort_chart
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart, notice
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.links import link_to
from lib.ui.widgets.small_headings import small_heading, small_heading_text
from lib.ui.widgets.text import md
from lib.views.steering.effort import EffortSplit
from lib.views.steering.squads import SquadCard, SquadsView, squad_returns
from lib.wording.initiatives import RETURN_SIGNS, RETURN_WORDS
from lib.wording.names import name_of, pair_name, squad_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS
from lib.wording.squads import (
    KIND_NAMES,
    effort_sentence,
    gap_sentences,
    outside_sentence,
    spend_sentence,
    squads_headline,
)


def show_headline(page: Page, view: SquadsView) -> None:
    """Show the finding on all squads."""
    _ = page.locale.gettext
    st.title(md(squads_headline(view, page.locale)), anchor=False)
    if not view.cards:
        notice(_("Squads appear here once they are loaded."))
        return
    st.caption(
        md(
            _(
                "The split of effort is agreed by product and technology together. "
                "The return is told class by class, and never added up."
            )
        )
    )


def show_squads(page: Page, view: SquadsView, cards: Sequence[SquadCard]) -> None:
    """Show each squad: what it is for, what it answers for, where its effort goes."""
    if view.cards and not cards:
        notice(page.locale.gettext("No squad answers to this choice."))
    cached_fragment(page, f"squads {view.quarter}", _cards, view.quarter, cards)
    _effort_tables(page, cards)


def _cards(page: Page, quarter: str, cards: Sequence[SquadCard]) -> None:
    for card in cards:
        with st.container(border=True):
            _squad(page, quarter, card)


def _squad(page: Page, quarter: str, card: SquadCard) -> None:
    _, locale, squad = page.locale.gettext, page.locale, card.squad
    st.subheader(md(squad_name(squad, locale)), anchor=False)
    mission = localized(squad, "mission", locale.language)
    told = [f"**{md(mission)}**"] if mission else []
    told += [
        f":material/error_outline: {md(sentence)}" for sentence in gap_sentences(card.gaps, locale)
    ]
    if told:
        st.markdown("\n\n".join(told))
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
        told = f"{PACE_SIGNS[progress.state]} {_(PACE_WORDS[progress.state])}"
        grade = _("grade {grade}").format(grade=formats.number(progress.grade, locale, decimals=2))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            name = name_of(line.key_result, locale)
            link_to(page, "objective", line.key_result.objective_id, name)
            st.caption(md(f"{told} · {grade}"))


def _pairs(page: Page, card: SquadCard) -> None:
    _, locale = page.locale.gettext, page.locale
    if not card.pairs:
        return
    small_heading(_("Pairs"))
    for owned in card.pairs:
        if page.is_compact:  # the label of a link is one line, cut at its end
            link_to(page, "pair", owned.pair.pair_id, name_of(owned.product, locale))
            st.caption(md(f"→ {name_of(owned.business, locale)}"))
        else:
            link_to(
                page, "pair", owned.pair.pair_id, pair_name(owned.product, owned.business, locale)
            )


def _work(page: Page, card: SquadCard) -> str:
    """Return how many initiatives a squad has; texts that follow each other are one element."""
    locale = page.locale
    told = [initiatives_text(len(card.initiatives), locale).capitalize()]
    if card.drafts:
        told.append(
            locale.ngettext(
                "{n} draft not tied to its metrics",
                "{n} drafts not tied to their metrics",
                card.drafts,
            ).format(n=formats.number(card.drafts, locale))
        )
    return f":small[{md(' · '.join(told))}]"


def _returns(page: Page, card: SquadCard) -> list[str]:
    """Return what the launched initiatives can show for their cost; classes are never added."""
    _, locale = page.locale.gettext, page.locale
    lines = [line for line in squad_returns(page.snapshot, card.squad.squad_id) if line.spend]
    if not lines:
        return []
    told = [
        _("{sign} {word}: {spend} ({initiatives})").format(
            sign=RETURN_SIGNS[line.kind],
            word=_(RETURN_WORDS[line.kind]),
            spend=formats.compact(line.spend, "EUR", locale),
            initiatives=initiatives_text(len(line.initiative_ids), locale),
        )
        for line in lines
    ]
    heading = _("Spent on launched initiatives, by what it can show")
    return [small_heading_text(heading), "  \n".join(md(one) for one in told)]


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
            lambda: effort_chart(
                history, locale=locale, theme=page.theme, is_compact=page.is_compact
            ),
        )
    told = [md(outside_sentence(card.effort, locale))] if card.effort else []
    told.append(md(spend_sentence(card, locale)))
    if card.spend.worked is not None:
        worked = formats.compact(card.spend.worked, "EUR", locale)
        cost = _("Effort reported this quarter: {cost}.").format(cost=worked)
        told.append(f":small[{md(cost)}]")
    st.markdown("\n\n".join(told))


def _effort_tables(page: Page, cards: Sequence[SquadCard]) -> None:
    """Offer what the charts of all squads draw, behind one button."""
    drawn = [(card.squad, card.history) for card in cards if card.history]
    if not drawn:
        return
    drawer = st.expander(
        page.locale.gettext("The figures as a table"),
        key="squads_tables",
        on_change="rerun",
        type="compact",
    )
    if drawer.open:
        with drawer:
            for squad, history in drawn:
                small_heading(squad_name(squad, page.locale))
                _effort_table(page, history)


def _effort_table(page: Page, history: EffortSplit) -> None:
    _, locale = page.locale.gettext, page.locale
    columns = {
        md(_("Month")): [md(formats.month(month.month, locale)) for month in history.months],
        md(_("Person-months")): [
            md(formats.number(month.person_months, locale, decimals=1)) for month in history.months
        ],
    }
    for at, kind in enumerate(history.kinds):
        columns[md(_(KIND_NAMES[kind.kind]))] = [
            md(formats.percent(month.kinds[at].share, locale)) for month in history.months
        ]
    st.table(columns, hide_index=True)
