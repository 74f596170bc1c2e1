"""Live refresh: open pages are run again after the data change, their readers' choices kept.

No browser polls: the server checks once a second whether the data have changed, also by another
replica, and runs a few sessions at a time, so that a thousand open pages delay no reader. Pages
that already show the change are left alone.
"""

import asyncio
from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from streamlit.runtime.app_session import AppSession

from lib.server.log import fact
from lib.store.database import Database
from lib.streamlit_patches.sessions import active_sessions, is_running, rerun
from lib.ui.app.open_sessions import PageState, drop_closed, page_states
from lib.views.snapshot import snapshot

_INTERVAL_SECONDS = 1.0
_PAUSE_SECONDS = 0.1
_CONCURRENT_RUNS = 6
"""Sessions that may be running when another one is run again."""


async def refresh_open_pages(database: Database, *, interval: float = _INTERVAL_SECONDS) -> None:
    """Keep open pages up to date, as long as the application lives.

    Parameters
    ----------
    database
        What the pages show.
    interval
        Seconds between two checks while all pages are up to date.
    """
    refresher = PageRefresher(active_sessions)
    pause = interval
    while True:
        await asyncio.sleep(pause)
        state = await run_in_threadpool(current_state, database)
        pause = _PAUSE_SECONDS if refresher.refresh(state) else interval


def current_state(database: Database) -> PageState:
    """Return the state that a page drawn now would show."""
    return PageState(snapshot(database).latest, database.unreachable_since is not None)


class PageRefresher:
    """Runs again the open pages that show an older state.

    Parameters
    ----------
    connected
        Returns the sessions whose browsers are connected, by identifier.
    """

    def __init__(self, connected: Callable[[], Mapping[str, AppSession]]) -> None:
        self._connected = connected
        self._requested: dict[str, PageState] = {}

    def refresh(self, state: PageState) -> int:
        """Run some of the sessions that show another state; return how many still wait.

        A session is run once for each state: one that may no longer open its page shows the refusal
        and no state at all.
        """
        sessions = self._connected()
        drop_closed(sessions)
        states = page_states()
        self._requested = {
            name: requested for name, requested in self._requested.items() if name in sessions
        }
        behind = [
            name
            for name in sessions
            if states.get(name, state) != state and self._requested.get(name, states[name]) != state
        ]
        room = max(0, _CONCURRENT_RUNS - sum(map(is_running, sessions.values())))
        chosen = [name for name in behind if not is_running(sessions[name])][:room]
        for name in chosen:
            self._requested[name] = state
            rerun(sessions[name])
        if chosen:
            fact("pages_asked_to_follow", pages=len(chosen), version=state.latest)
        return len(behind) - len(chosen)
