"""Filters in the address: quarter, objective, squad, state, and the part of a long list."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from lib.domain.initiatives import Squad
from lib.domain.okrs import Objective, PaceState
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.wording.names import name_of, squad_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS, quarter_name

Item = TypeVar("Item")

PER_PART = 24
_STATES: tuple[PaceState, ...] = ("on_pace", "watch", "off_pace", "no_data")


def choose_option(name: str, label: str, options: Mapping[str, str], everything: str) -> str:
    """Let the reader keep one option, described by its text; empty for all."""
    return url_state.choose(
        "select",
        name,
        ("", *options),
        label=label,
        describe=lambda option: options.get(option, everything),
    )


def choose_quarter(page: Page, quarters: Sequence[str], default: str) -> str:
    """Let the reader choose a quarter; empty where there is none."""
    if not quarters:
        return ""
    return url_state.choose(
        "select",
        "quarter",
        quarters,
        label=page.locale.gettext("Quarter"),
        describe=lambda quarter: quarter_name(quarter, page.locale),
        default=default,
    )


def choose_objective(page: Page, objectives: Sequence[Objective]) -> str:
    """Let the reader keep one objective; empty for all."""
    _ = page.locale.gettext
    names = {item.objective_id: name_of(item, page.locale) for item in objectives}
    return choose_option("objective", _("Objective"), names, _("All objectives"))


def choose_squad(page: Page, squads: Sequence[Squad]) -> str:
    """Let the reader keep one squad; empty for all."""
    _ = page.locale.gettext
    names = {squad.squad_id: squad_name(squad, page.locale) for squad in squads}
    return choose_option("squad", _("Squad"), names, _("All squads"))


def choose_state(page: Page) -> str:
    """Let the reader keep one state of pace; empty for all."""
    _ = page.locale.gettext
    names: dict[str, str] = {
        state: f"{PACE_SIGNS[state]} {_(PACE_WORDS[state])}" for state in _STATES
    }
    return choose_option("status", _("State"), names, _("All states"))


def part_of(page: Page, items: Sequence[Item]) -> Sequence[Item]:
    """Return the part of a list that the reader chose; a short list has no choice."""
    if len(items) <= PER_PART:
        return items
    locale = page.locale
    parts = [str(k + 1) for k in range(-(-len(items) // PER_PART))]
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
    start = (int(chosen) - 1) * PER_PART
    return items[start : start + PER_PART]
