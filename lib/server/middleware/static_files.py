"""Scripts, styles and fonts of the frontend: packed once, then sent from memory.

They are most of a first visit. Their names change with their content, so a browser keeps them for
good.
"""

import re
import threading
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.server.responses import FOREVER, Answer, answer

PREFIX = "/static/"

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_NEEDED_FIRST = re.compile(r'(?:href|src)="\.(/static/[^"]+)"')


class StaticFiles:
    """Sends what stands below ``/static/`` in a folder; passes everything else on.

    Parameters
    ----------
    app
        What answers all other requests.
    folder
        Folder that holds ``static``.
    page
        HTML of the frontend; what it names is packed at once.
    """

    def __init__(self, app: ASGIApp, *, folder: Path, page: str) -> None:
        self._app = app
        self._files = {
            "/" + path.relative_to(folder).as_posix(): path
            for path in (folder / "static").rglob("*")
            if path.is_file()
        }
        self._answers: dict[str, Answer] = {}
        self._packing = threading.Lock()
        for path in _NEEDED_FIRST.findall(page):
            if path in self._files:
                self._pack(path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file known, pass any other on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in self._files or not _is_read(scope):
            await self._app(scope, receive, send)
            return
        ready = self._answers.get(path)
        if ready is None:
            ready = await run_in_threadpool(self._pack, path)
        await ready.reply(scope, send)

    def _pack(self, path: str) -> Answer:
        with self._packing:
            if path not in self._answers:
                media_type = _MEDIA_TYPES.get(self._files[path].suffix, "application/octet-stream")
                body = self._files[path].read_bytes()
                self._answers[path] = answer(body, media_type, cache=FOREVER)
            return self._answers[path]


def _is_read(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD")
