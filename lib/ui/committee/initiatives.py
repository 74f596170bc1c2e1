"""What the page of initiatives shows: the portfolio, its track record, and one card each."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from lib.domain.periods import quarter_start
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.text import md
from lib.views.committee.initiatives import Card, Draft, InitiativesView
from lib.wording.initiatives import (
    GAP_WORDS,
    RETURN_SIGNS,
    RETURN_WORDS,
    STATUS_WORDS,
    named_effect,
    portfolio_finding,
)
from lib.wording.names import name_of, squad_name

_PER_PART = 24


@dataclass(frozen=True, slots=True)
class Chosen:
    """The initiatives a reader keeps, and the choice as a key."""

    cards: tuple[Card, ...]
    key: str


def choose_cards(page: Page, view: InitiativesView) -> Chosen:
    """Let the reader keep a squad, an objective, a quarter, a status."""
    _, locale = page.locale.gettext, page.locale
    squads = {one.squad_id: squad_name(one, locale) for one in view.squads}
    objectives = {one.objective_id: name_of(one, locale) for one in view.objectives}
    quarters = {name: formats.quarter(quarter_start(name), locale) for name in view.quarters}
    statuses: dict[str, str] = {name: _(STATUS_WORDS[name]) for name in view.statuses}
    with st.container(horizontal=True):
        squad = _select("squad", _("Squad"), squads, _("All squads"))
        objective = _select("objective", _("Objective"), objectives, _("All objectives"))
        quarter = _select("quarter", _("Quarter"), quarters, _("All quarters"))
        status = _select("status", _("Status"), statuses, _("All statuses"))
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
        st.caption(
            md(
                locale.ngettext(
                    "{count} initiative is not tied to a business metric: it stays out of these "
                    "figures, and is listed below.",
                    "{count} initiatives are not tied to a business metric: they stay out of "
                    "these figures, and are listed below.",
                    len(view.drafts),
                ).format(count=formats.number(len(view.drafts), locale))
            )
        )


def show_cards(page: Page, cards: Sequence[Card], total: int) -> None:
    """Show one card an initiative, a part at a time."""
    _, locale = page.locale.gettext, page.locale
    counted = locale.ngettext(
        "{shown} of {total} initiative", "{shown} of {total} initiatives", total
    ).format(shown=formats.number(len(cards), locale), total=formats.number(total, locale))
    _section(_("Initiatives"), counted if total else "")
    if not cards:
        notice(
            _("No initiative answers to this choice.")
            if total
            else _("No initiative is tied to its metrics yet: nothing can be shown.")
        )
        return
    start = _part(page, len(cards))
    shown = cards[start : start + _PER_PART]
    cached_fragment(page, f"cards {start}", _grid, shown)


def show_drafts(page: Page, drafts: Sequence[Draft]) -> None:
    """Show the initiatives that wait for their metrics, with what is missing."""
    if not drafts:
        return
    _, locale = page.locale.gettext, page.locale
    title = locale.ngettext(
        "{count} initiative is not tied to a business metric",
        "{count} initiatives are not tied to a business metric",
        len(drafts),
    ).format(count=formats.number(len(drafts), locale))
    drawer = st.expander(md(title), key="initiatives_drafts", on_change="rerun", type="compact")
    if drawer.open:
        with drawer:
            for draft in drafts:
                gaps = ", ".join(_(GAP_WORDS[gap]) for gap in draft.gaps)
                missing = _("missing: {gaps}").format(gaps=gaps)
                name = md(name_of(draft.initiative, locale))
                st.markdown(f"- **{name}** — {md(missing)}")


def _select(name: str, label: str, options: dict[str, str], everything: str) -> str:
    return url_state.choose(
        "select",
        name,
        ("", *options),
        label=label,
        describe=lambda option: options.get(option, everything),
    )


def _section(title: str, explanation: str) -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))


def _part(page: Page, count: int) -> int:
    """Return where the part shown starts; the choice of part is drawn only where one is needed."""
    if count <= _PER_PART:
        return 0
    locale = page.locale
    parts = [str(k + 1) for k in range(-(-count // _PER_PART))]
    chosen = url_state.choose(
        "select",
        "part",
        parts,
        label=locale.gettext("Part of the list"),
        describe=lambda part: locale.gettext("{part} of {parts}").format(
            part=formats.number(int(part), locale), parts=formats.number(len(parts), locale)
        ),
        default="1",
    )
    return (int(chosen) - 1) * _PER_PART


def _grid(page: Page, cards: Sequence[Card]) -> None:
    grid = st.grid(columns="auto", min_column_width=330, gap="small", border=True)
    for card in cards:
        with grid.cell():
            _card(page, card)


def _card(page: Page, card: Card) -> None:
    """Draw one card; its words are one element, for each costs every reader a message."""
    _, locale, one = page.locale.gettext, page.locale, card.initiative
    st.page_link(
        "pages/initiatives.py",
        label=f"**{md(name_of(one, locale))}**",
        query_params={**url_state.current(), "initiative": one.initiative_id},
    )
    status = _(STATUS_WORDS[one.status])
    if one.launched_on:
        status = _("launched {day}").format(day=formats.day(one.launched_on, locale))
    cost = formats.compact(one.cost, "EUR", locale) if one.cost is not None else ""
    facts = [squad_name(card.squad, locale), status, cost]
    parts = [f":small[{md(' · '.join(fact for fact in facts if fact))}]"]
    if card.kind is not None:
        lines = [f"{RETURN_SIGNS[card.kind]} {_(RETURN_WORDS[card.kind])}"]
        if card.kind != "too_early":
            lines.append(named_effect(card.impact.business, locale))
        parts.append("  \n".join(md(line) for line in lines))
    problem = localized(one, "problem", locale.language)
    if problem:
        parts.append(f":small[{md(problem)}]")
    st.markdown("\n\n".join(parts))
