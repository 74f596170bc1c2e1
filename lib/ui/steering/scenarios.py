"""The scenarios page: one scenario with its assumptions, and inputs to try.

Inputs tried are in the address alone, as ``inputs=SC1:12_7_4_38000_0.7`` in the order of the page:
they are never saved, and a link shows them again.
"""

import math
import re

import streamlit as st

from lib.charts.scenarios import drivers_chart, tornado_chart, what_if_chart
from lib.exports.tables import data_frame
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice, section
from lib.ui.widgets.links import link_to
from lib.ui.widgets.tables import show_rows, show_table
from lib.ui.widgets.text import md
from lib.views.steering.scenarios import (
    ScenarioCard,
    ScenarioInput,
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

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?")
_LARGEST = 1e12


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
    section(
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
    _, locale, outcome = page.locale.gettext, page.locale, carried.outcome
    _head(page, card, name_of(card.first, locale))
    if carried.evidence is not None:
        label = label_name(carried.evidence.assessment.label, locale)
        st.markdown(md(_("Label of the pair today: {now}.").format(now=label)))
    if card.pair_id:
        link_to(page, "pair", card.pair_id, _("Open the pair"))
    if outcome is None:
        notice(refusal_sentence(carried, locale))
        return
    st.markdown(f"**{md(what_if_sentence(card, carried, locale))}**")
    st.markdown("  \n".join(md(fact) for fact in what_if_facts(carried, outcome, locale)))
    section(_("How far it may vary"), _("Line: eight draws in ten. Dot: the middle draw."))
    show_rows(
        page,
        f"scenarios_value_{_key(card)}",
        lambda: what_if_chart(outcome, locale=locale, theme=page.theme),
    )
    section(_("What matters most"), _("Share of the doubt that goes with each input."))
    show_rows(
        page,
        f"scenarios_drivers_{_key(card)}",
        lambda: drivers_chart(outcome, locale=locale, theme=page.theme),
    )


def _assumptions(page: Page, card: ScenarioCard) -> None:
    _, locale = page.locale.gettext, page.locale
    if not card.inputs:
        return
    section(_("Assumptions"), _("The result is worth what they are worth."))
    rows = [
        [
            input_name(item.field.name, locale),
            input_value(item.value, item.field.unit, locale),
            assumption(card, position, locale),
        ]
        for position, item in enumerate(card.inputs)
    ]
    show_table(data_frame([_("Input"), _("Value"), _("What it assumes")], rows))


def _key(card: ScenarioCard) -> str:
    return card.scenario_id + "_" + "_".join(f"{value:g}" for value in card.values.values())


def choose_inputs(page: Page, card: ScenarioCard) -> ScenarioCard:
    """Let the reader try other inputs; return the scenario with those in force."""
    if not card.inputs:
        return card
    _ = page.locale.gettext
    recorded = tuple(item.value for item in card.inputs)
    tried = _inputs_of_address(card)
    values = tried or recorded
    state = _written(card, values)
    box = st.expander(
        _("Try other inputs"), icon=":material/tune:", key="scenarios_inputs", on_change="rerun"
    )
    if box.open:
        with box, st.form(f"scenarios_form_{state}", border=False):
            st.caption(md(_("Nothing is saved: the address holds what you try.")))
            entered = tuple(
                _input(page, item, value, state)
                for item, value in zip(card.inputs, values, strict=True)
            )
            if st.form_submit_button(_("Compute with these inputs")):
                tried = entered
    if tried is None or tried == recorded:
        return card
    url_state.keep("inputs", _written(card, tried))
    st.warning(md(_("Inputs tried, not saved.")), icon=":material/science:")
    st.page_link(
        "pages/scenarios.py",
        label=_("Back to the recorded inputs"),
        query_params={**url_state.current(), "inputs": ""},
    )
    return card.tried(tried)


def _input(page: Page, item: ScenarioInput, value: float, state: str) -> float:
    is_share = item.field.unit == "share"
    return float(
        st.number_input(
            md(input_name(item.field.name, page.locale)),
            min_value=-_LARGEST if _is_signed(item) else 0.0,
            max_value=1.0 if is_share else _LARGEST,
            value=float(value),
            step=0.01 if is_share else None,
            key=f"scenarios_{item.field.name}_{state}",
        )
    )


def _is_signed(item: ScenarioInput) -> bool:
    return item.field.name.startswith("move") or item.field.name == "value_per_unit"


def _written(card: ScenarioCard, values: tuple[float, ...]) -> str:
    return f"{card.scenario_id}:" + "_".join(
        f"{value:.9f}".rstrip("0").rstrip(".") for value in values
    )


def _inputs_of_address(card: ScenarioCard) -> tuple[float, ...] | None:
    """Return the inputs that the address asks for; None for none, or for another scenario."""
    text = st.query_params.get("inputs", "")
    scenario_id, _, numbers = text.rpartition(":")
    if not text or (scenario_id and scenario_id != card.scenario_id):
        return None
    parts = numbers.split("_")
    if len(parts) == len(card.inputs) and all(_NUMBER.fullmatch(part) for part in parts):
        values = tuple(float(part) for part in parts)
        if all(_is_valid(item, value) for item, value in zip(card.inputs, values, strict=True)):
            return values
    url_state.wanted("inputs", (), "")  # noted as unknown
    return None


def _is_valid(item: ScenarioInput, value: float) -> bool:
    most = 1.0 if item.field.unit == "share" else _LARGEST
    return math.isfinite(value) and (_is_signed(item) or value >= 0) and value <= most
