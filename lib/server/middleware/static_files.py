"""Scripts, styles and fonts of the frontend: compressed once, then sent from memory.

They are most of what a first visit loads. Their names change with their content, so browsers cache
them for ever.
"""

import threading
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.server.responses import FOREVER, CachedResponse, cached_response
from lib.streamlit_patches.frontend import first_files

PREFIX = "/static/"

_READS = ("GET", "HEAD")
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class StaticFilesMiddleware:
    """Sends the files below ``/static/`` of a folder; passes every other request on.

    Parameters
    ----------
    app
        The application behind.
    folder
        Folder that holds ``static``.
    page
        HTML of the frontend; the files it requests are compressed at once.
    """

    def __init__(self, app: ASGIApp, *, folder: Path, page: str) -> None:
        self._app = app
        self._files = {
            "/" + path.relative_to(folder).as_posix(): path
            for path in (folder / "static").rglob("*")
            if path.is_file()
        }
        self._responses: dict[str, CachedResponse] = {}
        self._lock = threading.Lock()
        for path in first_files(page):
            if path in self._files:
                self._compress(path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file of the folder, or pass the request on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in self._files or scope["method"] not in _READS:
            await self._app(scope, receive, send)
            return
        response = self._responses.get(path)
        if response is None:
            response = await run_in_threadpool(self._compress, path)
        await response.send(scope, send)

    def _compress(self, path: str) -> CachedResponse:
        with self._lock:
            if path not in self._responses:
                media_type = _MEDIA_TYPES.get(self._files[path].suffix, "application/octet-stream")
                body = self._files[path].read_bytes()
                self._responses[path] = cached_response(body, media_type, cache=FOREVER)
            return self._responses[path]
