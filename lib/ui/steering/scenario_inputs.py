"""The inputs of a scenario that a reader may try: they stand in the address, and are never saved.

Written as ``inputs=SC1:12_7_4_38000_0.7``, in the order of the page: a link shows them again.
"""

import math
import re

import streamlit as st

from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.steering.scenarios import ScenarioCard, ScenarioInput
from lib.wording.scenarios import input_name

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?")
_LARGEST = 1e12


def choose_inputs(page: Page, card: ScenarioCard) -> ScenarioCard:
    """Let the reader try other inputs; return the scenario with those in force."""
    if not card.inputs:
        return card
    _ = page.locale.gettext
    tried = _tried(card)
    shown = tried or tuple(given.value for given in card.inputs)
    state = _written(card, shown)
    box = st.expander(
        _("Try other inputs"), icon=":material/tune:", key="scenarios_inputs", on_change="rerun"
    )
    if box.open:
        with box, st.form(f"scenarios_form_{state}", border=False):
            st.caption(md(_("Nothing is saved: the address holds what you try.")))
            given = tuple(
                _input(page, one, value, state)
                for one, value in zip(card.inputs, shown, strict=True)
            )
            if st.form_submit_button(_("Compute with these inputs")):
                tried = given
    if tried is None or tried == tuple(given.value for given in card.inputs):
        return card
    url_state.keep("inputs", _written(card, tried))
    _say_tried(page)
    return card.tried(tried)


def _input(page: Page, given: ScenarioInput, value: float, state: str) -> float:
    is_share = given.field.unit == "share"
    signed = given.field.name.startswith("move") or given.field.name == "value_per_unit"
    return float(
        st.number_input(
            md(input_name(given.field.name, page.locale)),
            min_value=-_LARGEST if signed else 0.0,
            max_value=1.0 if is_share else _LARGEST,
            value=float(value),
            step=0.01 if is_share else None,
            key=f"scenarios_{given.field.name}_{state}",
        )
    )


def _say_tried(page: Page) -> None:
    _ = page.locale.gettext
    st.warning(md(_("Inputs tried, not saved.")), icon=":material/science:")
    back = {**url_state.current(), "inputs": ""}
    st.page_link("pages/scenarios.py", label=_("Back to the recorded inputs"), query_params=back)


def _written(card: ScenarioCard, values: tuple[float, ...]) -> str:
    return f"{card.scenario_id}:" + "_".join(
        f"{value:.9f}".rstrip("0").rstrip(".") for value in values
    )


def _tried(card: ScenarioCard) -> tuple[float, ...] | None:
    """Return the inputs that the address asks for; None for none, or for another scenario."""
    given = st.query_params.get("inputs", "")
    scenario_id, _, text = given.rpartition(":")
    if not given or (scenario_id and scenario_id != card.scenario_id):
        return None
    parts = text.split("_")
    if len(parts) == len(card.inputs) and all(_NUMBER.fullmatch(part) for part in parts):
        values = tuple(float(part) for part in parts)
        if all(_is_sound(one, value) for one, value in zip(card.inputs, values, strict=True)):
            return values
    url_state.wanted("inputs", (), "")
    return None


def _is_sound(given: ScenarioInput, value: float) -> bool:
    signed = given.field.name.startswith("move") or given.field.name == "value_per_unit"
    most = 1.0 if given.field.unit == "share" else _LARGEST
    return math.isfinite(value) and (signed or value >= 0) and value <= most
