"""Links from page to page that keep the reader's language and the state of the data shown."""

from urllib.parse import urlencode

import streamlit as st

from lib.ui.app import frame, url_state
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

_KEPT = ("lang", "as_of", "quarter")
_TARGETS = {
    "objective": "objectives",
    "squad": "squads",
    "initiative": "initiatives",
    "pair": "metric_pairs",
}
"""Page that opens each kind of choice."""


def link_to(
    page: Page, choice: str, identifier: str, label: str, *, icon: str | None = None
) -> None:
    """Show a link that opens an objective, squad, initiative or pair on its page.

    On the page being read, the other choices of the reader stay. Where the page that opens it is
    not in the menu, the name stands alone.
    """
    target = _TARGETS[choice]
    choices = url_state.current() if target == page.name else kept()
    if is_in_menu(target):
        st.page_link(
            f"pages/{target}.py",
            label=md(label),
            icon=icon,
            query_params={**choices, choice: identifier},
        )
    else:
        st.markdown(md(label))


def address_of(choice: str, identifier: str) -> str:
    """Return the relative address that opens a choice; empty where its page is not in the menu."""
    target = _TARGETS[choice]
    if not is_in_menu(target):
        return ""
    return f"{target}?{urlencode({**kept(), choice: identifier})}"


def is_in_menu(name: str) -> bool:
    """Return whether a page can be opened."""
    return frame.is_open(name)


def kept() -> dict[str, str]:
    """Return the choices that every page understands."""
    now = url_state.current()
    return {name: now[name] for name in _KEPT if now.get(name)}
