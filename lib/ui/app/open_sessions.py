"""What each open page shows, by session: so that the server can tell which are behind the data."""

import threading
from collections.abc import Collection
from dataclasses import dataclass

from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.ui.app.session import Page


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of the data, whichever page it is.

    Attributes
    ----------
    latest
        Newest data version known when it was drawn.
    is_silent
        Whether it says that a shared database does not answer.
    """

    latest: int
    is_silent: bool


_BY_SESSION: dict[str, Shown] = {}
_LOCK = threading.Lock()


def note_shown(page: Page) -> None:
    """Note what a run shows; a script run by itself has no session, and nobody to show more to."""
    context = get_script_run_ctx()
    if context is None:
        return
    is_silent = page.snapshot.database.unreachable_since is not None
    with _LOCK:
        _BY_SESSION[context.session_id] = Shown(page.snapshot.latest, is_silent)


def shown_by_session() -> dict[str, Shown]:
    """Return what every session shows."""
    with _LOCK:
        return dict(_BY_SESSION)


def forget_all_but(sessions: Collection[str]) -> None:
    """Forget the sessions that are over."""
    with _LOCK:
        for name in _BY_SESSION.keys() - set(sessions):
            del _BY_SESSION[name]
