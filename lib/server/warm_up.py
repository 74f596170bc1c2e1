"""Warm-up: every page is opened once, as a browser would, before the first reader comes.

It fills the caches of views, charts and texts in both languages, so that the first reader after a
start or an upload waits no longer than the second.
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
from lib.server.log import fact
from lib.server.request import Scope
from lib.streamlit_patches.shared_deflate import deflate_ahead

_SECRET_HEADER = (b"x-tandem-warm-up", secrets.token_hex(32).encode())
_BUDGET_SECONDS = 4.0
_TIMEOUT_SECONDS = 20.0
_AFTER_UPLOAD_SECONDS = 120.0
_INTERVAL_SECONDS = 0.5


def is_warm_up(scope: Scope) -> bool:
    """Return whether a request is ours: only this process knows the secret in its header."""
    return _SECRET_HEADER in scope["headers"]


async def warm_up(
    app: ASGIApp,
    pages: Iterable[str],
    *,
    budget: float = _BUDGET_SECONDS,
    timeout: float = _TIMEOUT_SECONDS,
) -> int:
    """Open pages in each language, in order, within a time budget.

    Parameters
    ----------
    app
        The application, its runtime started.
    pages
        Names of the pages, as in their addresses.
    budget
        Seconds after which no further page is opened.
    timeout
        Seconds for one page.

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
            await asyncio.wait_for(_Visit(page, language).run(app), timeout)
            completed += 1
    fact("warmed_up", visits=completed, seconds=f"{time.perf_counter() - started:.1f}")
    return completed


async def warm_up_each_version(
    app: ASGIApp,
    pages: Iterable[str],
    version: Callable[[], int],
    *,
    interval: float = _INTERVAL_SECONDS,
) -> None:
    """Warm up again once the data have changed and then stayed the same for an interval.

    Parameters
    ----------
    app, pages
        As for :func:`warm_up`.
    version
        Returns the newest data version; called in a thread, since a shared database may be slow.
    interval
        Seconds between two calls of it.
    """
    names = tuple(pages)
    warmed_up = last = await run_in_threadpool(version)
    while True:
        await asyncio.sleep(interval)
        last, before = await run_in_threadpool(version), last
        if last == before != warmed_up:
            warmed_up = last
            await warm_up(app, names, budget=_AFTER_UPLOAD_SECONDS)


class _Visit:
    """One session that opens one page and disconnects when it is complete."""

    def __init__(self, page: str, language: str) -> None:
        self._request = BackMsg()
        self._request.rerun_script.page_name = page
        self._request.rerun_script.query_string = urlencode({"lang": language})
        self._received = 0
        self._is_complete = asyncio.Event()

    async def run(self, app: ASGIApp) -> None:
        """Exchange the messages of one WebSocket with the application."""
        await app(dict(_SCOPE), self._receive, self._send)

    async def _receive(self) -> Message:
        self._received += 1
        if self._received == 1:
            return {"type": "websocket.connect"}
        if self._received == 2:
            return {"type": "websocket.receive", "bytes": self._request.SerializeToString()}
        await self._is_complete.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def _send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self._is_complete.set()
        if message["type"] == "websocket.send" and message.get("bytes"):
            deflate_ahead(message["bytes"])
            forward = ForwardMsg()
            forward.ParseFromString(message["bytes"])
            if forward.WhichOneof("type") == "script_finished":
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
    "headers": [(b"host", b"localhost"), _SECRET_HEADER],
    "client": ("127.0.0.1", 0),
    "server": ("127.0.0.1", 0),
    "subprotocols": ["streamlit"],
    "state": {},
}
