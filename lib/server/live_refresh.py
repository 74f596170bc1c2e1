"""Open pages follow the data: one that is behind is run again, its reader's choices kept.

No page asks: the server looks once a second whether the data have changed, also by another replica,
and asks few sessions at a time to run again, so that a thousand open pages keep nobody waiting.
Whoever made the change, or came after it, shows it already and is left alone.
"""

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from streamlit import runtime
from streamlit.runtime.app_session import AppSession, AppSessionState

from lib.server.log import fact
from lib.store.database import Database
from lib.ui.app.open_sessions import Shown, forget_all_but, shown_by_session
from lib.views.snapshot import snapshot

_EVERY_SECONDS = 1.0
_PAUSE_SECONDS = 0.1
_AT_ONCE = 6
"""Sessions that may be running when another one is asked to."""


async def follow_data(database: Database, *, every: float = _EVERY_SECONDS) -> None:
    """Bring open pages up to date, as long as the application lives.

    Parameters
    ----------
    database
        What the pages show.
    every
        Seconds between two looks while all pages are up to date.
    """
    pages = OpenPages(sessions)
    pause = every
    while True:
        await asyncio.sleep(pause)
        now = await run_in_threadpool(current, database)
        pause = _PAUSE_SECONDS if pages.ask(now) else every


def current(database: Database) -> Shown:
    """Return what a page drawn now would say."""
    return Shown(snapshot(database).latest, database.unreachable_since is not None)


def sessions() -> dict[str, AppSession]:
    """Return the sessions whose readers are connected, by name."""
    if not runtime.exists():
        return {}
    held = runtime.get_instance()._session_mgr.list_active_sessions()
    return {info.session.id: info.session for info in held}


class OpenPages:
    """The open pages of this server.

    Parameters
    ----------
    connected
        Gives the sessions whose readers are connected, by name.
    """

    def __init__(self, connected: Callable[[], dict[str, AppSession]]) -> None:
        self._connected = connected
        self._asked: dict[str, Shown] = {}

    def ask(self, now: Shown) -> int:
        """Ask some of the sessions that show something else to run again; return how many wait.

        A session is asked once for each state: one that may not open its page any more says so,
        and shows no state at all.
        """
        held = self._connected()
        forget_all_but(held)
        seen = shown_by_session()
        self._asked = {name: told for name, told in self._asked.items() if name in held}
        behind = [
            name
            for name in held
            if seen.get(name, now) != now and self._asked.get(name, seen[name]) != now
        ]
        room = max(0, _AT_ONCE - sum(_is_running(session) for session in held.values()))
        chosen = [name for name in behind if not _is_running(held[name])][:room]
        for name in chosen:
            self._asked[name] = now
            held[name].request_rerun(held[name]._client_state)
        if chosen:
            fact("pages_asked_to_follow", pages=len(chosen), version=now.latest)
        return len(behind) - len(chosen)


def _is_running(session: AppSession) -> bool:
    """Whether a run is under way: it is never cut short, it may be keeping an upload."""
    return session._state == AppSessionState.APP_IS_RUNNING
