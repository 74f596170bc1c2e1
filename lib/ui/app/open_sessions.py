"""The state of the data that each open session shows, for the live refresh of the server."""

import threading
from collections.abc import Collection
from dataclasses import dataclass

from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.ui.app.session import Page


@dataclass(frozen=True, slots=True)
class PageState:
    """The state of the data that a page shows, whichever page it is.

    Attributes
    ----------
    latest
        Newest data version known when it was drawn.
    is_silent
        Whether it says that a shared database does not answer.
    """

    latest: int
    is_silent: bool


_STATES: dict[str, PageState] = {}
_LOCK = threading.Lock()


def note_state(page: Page) -> None:
    """Note the state that a run shows; a script run without a server has no session."""
    context = get_script_run_ctx()
    if context is None:
        return
    is_silent = page.snapshot.database.unreachable_since is not None
    with _LOCK:
        _STATES[context.session_id] = PageState(page.snapshot.latest, is_silent)


def page_states() -> dict[str, PageState]:
    """Return the state that every session shows, by session."""
    with _LOCK:
        return dict(_STATES)


def drop_closed(sessions: Collection[str]) -> None:
    """Drop the states of all sessions that are not among ``sessions``."""
    with _LOCK:
        for name in _STATES.keys() - set(sessions):
            del _STATES[name]
