"""The state of a view in its URL: every choice is in the address, and opening it restores the view.

Streamlit's own binding writes translated labels; this module writes identifiers. The first run of a
session takes its values from the address; later runs follow an edited address, a link or the back
button by comparing it with what was last written. Unknown values are dropped with a warning.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from lib.i18n.translate import LANGUAGES

_WRITTEN = "address_written"
_CHOICES = "address_choices"
_UNKNOWN = "address_unknown"
_PAGE = "address_page"


def start_run() -> None:
    """Begin a run: nothing chosen yet, nothing unknown."""
    st.session_state[_UNKNOWN] = []
    st.session_state["address_now"] = {}
    st.session_state["address_moved"] = False
    st.session_state.setdefault(_CHOICES, {})


def enter(page: str) -> None:
    """Note which page this run shows, and whether its address was changed on the page itself.

    Such an address (a link, the back button or an edit) holds all choices: what it leaves out is
    not taken from the session. After a change of page the session's choices are kept.
    """
    stays = st.session_state.get(_PAGE) == page
    st.session_state[_PAGE] = page
    written = st.session_state.get(_WRITTEN)
    st.session_state["address_moved"] = (
        stays and written is not None and dict(st.query_params) != written
    )


def wanted(name: str, options: Sequence[str], default: str) -> str:
    """Return the choice ``name``: from the address, else from this session, else the default.

    An address changed on the page itself is followed exactly: see ``enter``. An unknown option is
    noted and the default taken.
    """
    requested = st.query_params.get(name)
    moved = st.session_state["address_moved"]
    remembered = default if moved else st.session_state[_CHOICES].get(name, default)
    value = remembered if requested is None else requested
    if value not in options:
        if requested is not None:
            st.session_state[_UNKNOWN].append((name, value))
        value = default
    return value


def choose(
    widget: Literal["select", "segments"],
    name: str,
    options: Sequence[str],
    *,
    label: str,
    describe: Callable[[str], str],
    default: str = "",
) -> str:
    """Draw the widget of a choice and keep it in the address.

    Parameters
    ----------
    widget
        ``select`` for a list, ``segments`` for a few options side by side.
    name
        Name of the choice in the address, also the key of the widget.
    options
        Stable identifiers, the first shown first.
    label, describe
        Texts in the reader's language: of the widget, and of each option.
    default
        Option taken where nothing is chosen.

    Returns
    -------
    str
        The option chosen.
    """
    value = wanted(name, options, default)
    if name in st.session_state and st.session_state[name] != value and _moved(name):
        st.session_state[name] = value
    has_value = name in st.session_state  # the widget keeps its own value from its first run on
    if widget == "segments":
        chosen = st.segmented_control(
            label,
            list(options),
            format_func=describe,
            default=None if has_value else value,
            required=True,
            key=name,
            label_visibility="collapsed",
        )
    else:
        chosen = st.selectbox(
            label,
            list(options),
            format_func=describe,
            index=0 if has_value else list(options).index(value),
            key=name,
        )
    choice = value if chosen is None else chosen
    keep(name, choice)
    return choice


def opened(name: str, options: Sequence[str]) -> str:
    """Return what the address opens by ``name``, empty for nothing; no session remembers it."""
    value = st.query_params.get(name, "")
    if value and value not in options:
        st.session_state[_UNKNOWN].append((name, value))
        return ""
    st.session_state["address_now"][name] = value
    return value


def keep(name: str, value: str) -> None:
    """Keep a choice in the address and in this session."""
    st.session_state["address_now"][name] = value
    st.session_state[_CHOICES][name] = value


def forget(name: str) -> None:
    """Leave a choice out of the address from the next run on."""
    st.session_state[_CHOICES].pop(name, None)
    st.session_state["address_now"].pop(name, None)


def write(defaults: dict[str, str]) -> None:
    """Write the choices of this run to the address; empty ones stay out of it."""
    now = {
        name: value
        for name, value in st.session_state["address_now"].items()
        if value or name in defaults
    }
    if dict(st.query_params) != now:
        st.query_params.from_dict(now)
    st.session_state[_WRITTEN] = now


def current() -> dict[str, str]:
    """Return the choices of this run so far."""
    return dict(st.session_state["address_now"])


def unknown() -> list[tuple[str, str]]:
    """Return the (name, value) pairs of the address that are not known."""
    return list(st.session_state[_UNKNOWN])


def language(default: str) -> str:
    """Return the language of the address, else of this session, else the browser's."""
    return wanted("lang", LANGUAGES, default)


def _moved(name: str) -> bool:
    """Whether the address differs from what the last run wrote: a link, back, or an edit."""
    written = st.session_state.get(_WRITTEN)
    return written is None or st.query_params.get(name) != written.get(name)
