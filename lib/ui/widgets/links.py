"""Links from page to page that keep the reader's language and the state of the data shown."""

from urllib.parse import urlencode

import streamlit as st

from lib.ui.app import frame, url_state
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

_COMMON = ("lang", "as_of", "quarter")
_TARGETS = {
    "objective": "objectives",
    "squad": "squads",
    "initiative": "initiatives",
    "pair": "metric_pairs",
    "decision": "decisions",
    "story": "stories",
}
"""Page that opens each kind of choice."""


def link_to(
    page: Page, choice: str, identifier: str, label: str, *, icon: str | None = None
) -> None:
    """Show a link, its label plain text, that opens an objective, squad, pair … on its page."""
    open_link(page, choice, identifier, md(label), icon=icon)


def open_link(
    page: Page, choice: str, identifier: str, label: str, *, icon: str | None = None
) -> None:
    """Show such a link whose label is Markdown.

    On the page being read, the other choices of the reader stay. Where the page that opens it is
    not in the menu, the label stands alone.
    """
    target = _TARGETS[choice]
    choices = url_state.current() if target == page.name else common_choices()
    if frame.is_open(target):
        st.page_link(
            f"pages/{target}.py",
            label=label,
            icon=icon,
            query_params={**choices, choice: identifier},
        )
    else:
        st.markdown(label)


def back_link(page: Page, choice: str, label: str) -> None:
    """Show a link from one item back to the list of its page; other choices stay.

    The choice is emptied, not left out: the browser's address follows only a link that differs from
    what the page writes itself.
    """
    st.page_link(
        f"pages/{page.name}.py",
        label=label,
        icon=":material/arrow_back:",
        query_params={**url_state.current(), choice: ""},
    )


def address_of(choice: str, identifier: str) -> str:
    """Return the relative address that opens a choice; empty where its page is not in the menu."""
    target = _TARGETS[choice]
    if not frame.is_open(target):
        return ""
    return f"{target}?{urlencode({**common_choices(), choice: identifier})}"


def common_choices() -> dict[str, str]:
    """Return the choices that every page understands."""
    current = url_state.current()
    return {name: current[name] for name in _COMMON if current.get(name)}
