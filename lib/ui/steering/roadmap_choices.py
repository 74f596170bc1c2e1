"""What a reader may change on the roadmap: filters, places of the top, and weights to try.

Weights tried stand in the address alone, as ``weights=35-30-20-15`` in the order of the
objectives: they are never saved, and a link shows them again.
"""

import streamlit as st

from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.steering.riceo_board import Board
from lib.views.steering.roadmap import RoadmapView
from lib.wording.names import name_of, squad_name

_TOPS = ("", "1", "2", "3", "5", "8", "12")


def choose_filters(page: Page, view: RoadmapView) -> tuple[str, str]:
    """Let the reader keep one squad and one objective; empty for all."""
    _, locale = page.locale.gettext, page.locale
    squads = {one.squad_id: squad_name(one, locale) for one in view.squads}
    objectives = {one.objective_id: name_of(one, locale) for one in view.objectives}
    with st.container(horizontal=True):
        squad = url_state.choose(
            "select",
            "squad",
            ("", *squads),
            label=_("Squad"),
            describe=lambda name: squads.get(name, _("All squads")),
        )
        objective = url_state.choose(
            "select",
            "objective",
            ("", *objectives),
            label=_("Objective"),
            describe=lambda name: objectives.get(name, _("All objectives")),
        )
    return squad, objective


def choose_top(page: Page) -> int | None:
    """Let the reader set how many places the top has; None for the usual number."""
    _ = page.locale.gettext
    chosen = url_state.choose(
        "select",
        "top",
        _TOPS,
        label=_("Places at the top"),
        describe=lambda text: text or _("A third, at most 8"),
    )
    return int(chosen) if chosen else None


def choose_weights(page: Page, view: RoadmapView) -> tuple[float, ...] | None:
    """Let the reader try other weights; None for those of the committee."""
    _, locale = page.locale.gettext, page.locale
    tried = _tried(len(view.weights))
    if len(view.objectives) < 2:
        return None
    box = st.popover(_("Try other weights"), icon=":material/tune:", key="roadmap_weights")
    with box:
        st.caption(md(_("Nothing is saved: the address holds what you try.")))
        shown = tried or tuple(round(100 * weight) for weight in view.weights)
        state = "-".join(str(weight) for weight in shown)
        with st.form(f"roadmap_weights_{state}", border=False):
            given = [
                st.number_input(
                    md(name_of(one, locale)),
                    min_value=0,
                    max_value=100,
                    value=shown[at],
                    step=1,
                    key=f"roadmap_weight_{one.objective_id}_{state}",
                )
                for at, one in enumerate(view.objectives)
            ]
            if st.form_submit_button(_("Rank with these weights")):
                tried = tuple(int(weight) for weight in given)
    committee = tuple(round(100 * weight) for weight in view.weights)
    if tried is None or tried == committee or not any(tried):
        return None
    url_state.keep("weights", "-".join(str(weight) for weight in tried))
    return tuple(weight / sum(tried) for weight in tried)


def show_weights(page: Page, board: Board, *, is_tried: bool) -> None:
    """Say which weights the board stands on, and lead back to those of the committee."""
    _, locale = page.locale.gettext, page.locale
    if not board.objectives:
        return
    parts = [
        _("{objective} {weight}").format(
            objective=name_of(one, locale), weight=formats.percent(weight, locale)
        )
        for one, weight in zip(board.objectives, board.weights, strict=True)
    ]
    if not is_tried:
        days = [one.weighted_on for one in board.objectives if one.weighted_on]
        lead = (
            _("Weights set {day}:").format(day=formats.day(max(days), locale))
            if days
            else _("Weights set by the committee:")
        )
        st.caption(md(f"{lead} {' · '.join(parts)}"))
        return
    st.warning(
        md(_("Weights tried, not saved:") + " " + " · ".join(parts)), icon=":material/science:"
    )
    choices = {name: value for name, value in url_state.current().items() if name != "weights"}
    st.page_link(
        "pages/roadmap.py", label=_("Back to the weights of the committee"), query_params=choices
    )


def lasting_choices() -> dict[str, str]:
    """Return the choices that hold on every page: language, and the data version shown."""
    now = url_state.current()
    return {name: now[name] for name in ("lang", "as_of") if name in now}


def weights_key(board: Board) -> str:
    """Return the weights of a board as a key."""
    return "-".join(f"{weight:.4f}" for weight in board.weights)


def _tried(count: int) -> tuple[int, ...] | None:
    """Return the weights that the address asks for, or None; unknown ones are said so."""
    given = st.query_params.get("weights")
    if given is None:
        return None
    parts = given.split("-")
    if len(parts) == count and all(
        part.isdecimal() and len(part) < 4 and int(part) <= 100 for part in parts
    ):
        weights = tuple(int(part) for part in parts)
        if any(weights):
            return weights
    url_state.wanted("weights", (), "")
    return None
