"""Opening the pages once before any reader does, as a reader would.

What a first visit builds (views, charts, texts in both languages) is kept for all sessions, so the
first reader after a start or an upload waits no longer than the second.
"""

import asyncio
import contextlib
import itertools
import secrets
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.i18n.translate import LANGUAGES
from lib.server.authorize import Scope
from lib.server.log import fact
from lib.streamlit_patches.shared_deflate import keep_packed

_PASS = (b"x-tandem-rehearsal", secrets.token_hex(32).encode())
_BUDGET_SECONDS = 4.0
_PATIENCE_SECONDS = 20.0
_AFTER_UPLOAD_SECONDS = 120.0
_LOOK_SECONDS = 0.5


def is_rehearsal(scope: Scope) -> bool:
    """Return whether a request is one of ours: only this process knows the pass it shows."""
    return _PASS in scope["headers"]


async def rehearse(
    app: ASGIApp,
    pages: Iterable[str],
    *,
    budget: float = _BUDGET_SECONDS,
    patience: float = _PATIENCE_SECONDS,
) -> int:
    """Open pages in each language, in order, until the time given to it is spent.

    Parameters
    ----------
    app
        The application, its runtime started.
    pages
        Names of the pages, as in their addresses.
    budget
        Seconds after which no further page is opened.
    patience
        Seconds given to one page.

    Returns
    -------
    int
        How many visits were completed.
    """
    started = time.perf_counter()
    completed = 0
    for page, language in itertools.product(pages, LANGUAGES):
        if time.perf_counter() - started > budget:
            break
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_Visit(page, language).take(app), patience)
            completed += 1
    fact("rehearsed", visits=completed, seconds=f"{time.perf_counter() - started:.1f}")
    return completed


async def rehearse_each_version(
    app: ASGIApp,
    pages: Iterable[str],
    version: Callable[[], int],
    *,
    every: float = _LOOK_SECONDS,
) -> None:
    """Rehearse again whenever the data have changed and then stood still, until cancelled.

    Parameters
    ----------
    app, pages
        As for :func:`rehearse`.
    version
        Gives the newest data version; beside the readers, since a shared database may be slow.
    every
        Seconds between two looks at it.
    """
    names = tuple(pages)
    rehearsed = last = await run_in_threadpool(version)
    while True:
        await asyncio.sleep(every)
        last, before = await run_in_threadpool(version), last
        if last == before != rehearsed:
            rehearsed = last
            await rehearse(app, names, budget=_AFTER_UPLOAD_SECONDS)


class _Visit:
    """One reader who opens one page and leaves when it is complete."""

    def __init__(self, page: str, language: str) -> None:
        self._request = BackMsg()
        self._request.rerun_script.page_name = page
        self._request.rerun_script.query_string = urlencode({"lang": language})
        self._said = 0
        self._is_complete = asyncio.Event()

    async def take(self, app: ASGIApp) -> None:
        """Hold the conversation of one WebSocket with the application."""
        await app(dict(_SCOPE), self._receive, self._send)

    async def _receive(self) -> Message:
        self._said += 1
        if self._said == 1:
            return {"type": "websocket.connect"}
        if self._said == 2:
            return {"type": "websocket.receive", "bytes": self._request.SerializeToString()}
        await self._is_complete.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def _send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self._is_complete.set()
        if message["type"] == "websocket.send" and message.get("bytes"):
            keep_packed(message["bytes"])
            told = ForwardMsg()
            told.ParseFromString(message["bytes"])
            if told.WhichOneof("type") == "script_finished":
                self._is_complete.set()


_SCOPE: Scope = {
    "type": "websocket",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "scheme": "ws",
    "path": "/_stcore/stream",
    "raw_path": b"/_stcore/stream",
    "root_path": "",
    "query_string": b"",
    "headers": [(b"host", b"localhost"), _PASS],
    "client": ("127.0.0.1", 0),
    "server": ("127.0.0.1", 0),
    "subprotocols": ["streamlit"],
    "state": {},
}
