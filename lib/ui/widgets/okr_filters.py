"""Filters of the pages about objectives and squads: quarter, objective, squad, state."""

from collections.abc import Sequence

from lib.domain.grading import PaceState
from lib.domain.initiatives import Squad
from lib.domain.okrs import Objective
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.views.committee.objectives import Quarters
from lib.wording.names import name_of, squad_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS, quarter_name


def choose_quarter(page: Page, quarters: Quarters) -> str:
    """Let the reader choose a quarter; empty where none exists."""
    if not quarters.options:
        return ""
    return url_state.choose(
        "select",
        "quarter",
        quarters.options,
        label=page.locale.gettext("Quarter"),
        describe=lambda quarter: quarter_name(quarter, page.locale),
        default=quarters.default,
    )


def choose_objective(page: Page, objectives: Sequence[Objective]) -> str:
    """Let the reader keep one objective; empty for all."""
    names = {one.objective_id: name_of(one, page.locale) for one in objectives}
    return _choose(page, "objective", names, page.locale.gettext("All objectives"))


def choose_squad(page: Page, squads: Sequence[Squad]) -> str:
    """Let the reader keep one squad; empty for all."""
    names = {one.squad_id: squad_name(one, page.locale) for one in squads}
    return _choose(page, "squad", names, page.locale.gettext("All squads"))


def choose_state(page: Page) -> str:
    """Let the reader keep one state of pace; empty for all."""
    _ = page.locale.gettext
    states: tuple[PaceState, ...] = ("on_pace", "watch", "off_pace", "no_data")
    names: dict[str, str] = {
        state: f"{PACE_SIGNS[state]} {_(PACE_WORDS[state])}" for state in states
    }
    return _choose(page, "status", names, _("All states"))


def _choose(page: Page, name: str, names: dict[str, str], everything: str) -> str:
    _ = page.locale.gettext
    labels = {"objective": _("Objective"), "squad": _("Squad"), "status": _("State")}
    return url_state.choose(
        "select",
        name,
        ("", *names),
        label=labels[name],
        describe=lambda key: names.get(key, everything),
    )
