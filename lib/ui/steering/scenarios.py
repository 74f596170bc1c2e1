"""What the page of scenarios shows: one scenario with its assumptions, break-even and doubt."""

import streamlit as st

from lib.charts.scenarios import drivers_chart, tornado_chart, what_if_chart
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.links import link_to
from lib.ui.widgets.row_charts import show_rows
from lib.ui.widgets.text import md
from lib.views.steering.scenarios import (
    ScenarioCard,
    SolvedScenario,
    WhatIfResult,
    solve_card,
    what_if_result,
)
from lib.wording.evidence import label_name
from lib.wording.names import name_of
from lib.wording.scenarios import (
    KIND_WORDS,
    assumption,
    input_name,
    input_value,
    refusal_sentence,
    result_facts,
    result_sentence,
    what_if_facts,
    what_if_sentence,
)


def choose_scenario(page: Page, cards: tuple[ScenarioCard, ...]) -> ScenarioCard | None:
    """Let the reader choose a scenario; None where there is none."""
    _, locale = page.locale.gettext, page.locale
    if not cards:
        st.title(md(_("What does a constraint cost?")), anchor=False)
        notice(_("No scenario has been recorded yet."))
        return None
    names = {card.scenario_id: name_of(card.first, locale) for card in cards}
    chosen = url_state.choose(
        "select",
        "scenario",
        tuple(names),
        label=_("Scenario"),
        describe=names.__getitem__,
        default=cards[0].scenario_id,
    )
    return next(card for card in cards if card.scenario_id == chosen)


def show_scenario(page: Page, card: ScenarioCard) -> None:
    """Show the result of one scenario, marked as such, and all that it assumes."""
    _, locale = page.locale.gettext, page.locale
    if card.kind == "what_if":
        _what_if(page, card, what_if_result(page.snapshot, card))
    elif (solved := solve_card(card)) is not None:
        _closed(page, card, solved)
    else:
        _head(page, card, name_of(card.first, locale))
        names = ", ".join(input_name(name, locale) for name in card.missing)
        notice(_("Nothing is computed. Missing: {names}.").format(names=names))
    _assumptions(page, card)


def _head(page: Page, card: ScenarioCard, title: str) -> None:
    _ = page.locale.gettext
    st.title(md(title), anchor=False)
    mark = md(_("scenario: computed from assumptions, not measured"))
    st.markdown(f":gray-badge[:material/science: {mark}] {md(_(KIND_WORDS[card.kind]))}")


def _closed(page: Page, card: ScenarioCard, solved: SolvedScenario) -> None:
    _, locale = page.locale.gettext, page.locale
    _head(page, card, result_sentence(card, solved.result, locale))
    st.markdown("  \n".join(md(fact) for fact in result_facts(solved.result, locale)))
    _section(
        _("What matters most"),
        _("The result with each input a fifth lower and a fifth higher. It pays right of zero."),
    )
    show_rows(
        page,
        f"scenarios_tornado_{_key(card)}",
        lambda: tornado_chart(
            solved.result,
            solved.swings,
            locale=locale,
            theme=page.theme,
        ),
    )


def _what_if(page: Page, card: ScenarioCard, carried: WhatIfResult) -> None:
    _, locale, found = page.locale.gettext, page.locale, carried.outcome
    _head(page, card, name_of(card.first, locale))
    if carried.evidence is not None:
        label = label_name(carried.evidence.assessment.label, locale)
        st.markdown(md(_("Label of the pair today: {now}.").format(now=label)))
    if card.pair_id:
        link_to(page, "pair", card.pair_id, _("Open the pair"))
    if found is None:
        notice(refusal_sentence(carried, locale))
        return
    st.markdown(f"**{md(what_if_sentence(card, carried, locale))}**")
    st.markdown("  \n".join(md(fact) for fact in what_if_facts(carried, found, locale)))
    _section(_("How far it may vary"), _("Line: eight draws in ten. Dot: the middle draw."))
    show_rows(
        page,
        f"scenarios_value_{_key(card)}",
        lambda: what_if_chart(found, locale=locale, theme=page.theme),
    )
    _section(_("What matters most"), _("Share of the doubt that goes with each input."))
    show_rows(
        page,
        f"scenarios_drivers_{_key(card)}",
        lambda: drivers_chart(found, locale=locale, theme=page.theme),
    )


def _assumptions(page: Page, card: ScenarioCard) -> None:
    _, locale = page.locale.gettext, page.locale
    if not card.inputs:
        return
    _section(_("Assumptions"), _("The result is worth what they are worth."))
    count = range(len(card.inputs))
    st.table(
        {
            md(_("Input")): [md(input_name(one.field.name, locale)) for one in card.inputs],
            md(_("Value")): [
                md(input_value(one.value, one.field.unit, locale)) for one in card.inputs
            ],
            md(_("What it assumes")): [md(assumption(card, at, locale)) for at in count],
        },
        hide_index=True,
    )


def _key(card: ScenarioCard) -> str:
    return card.scenario_id + "_" + "_".join(f"{value:g}" for value in card.values.values())


def _section(title: str, explanation: str = "") -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))
