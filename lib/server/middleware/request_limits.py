"""Limits on what an anonymous client can make the server parse, applied before anything else.

Header, path and query are bounded in size and number. Of the cookies only our own are passed on, by
name, and none with a backslash, which our values never contain: ``http.cookies`` takes quadratic
time for quoted backslashes in Python before 3.11.10, 3.12.6 and 3.13 (CVE-2024-7592).
"""

import re
import sys

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.cookie import COOKIE
from lib.server.routes.sign_in import BACK
from lib.streamlit_patches.sign_in import COOKIE_NAMES

HEADER_COUNT = 100
HEADER_BYTES = 48 << 10
COOKIE_BYTES = 32 << 10
PATH_BYTES = 2 << 10
QUERY_BYTES = 16 << 10

_POLICY_VIOLATION = 1008
_NAMES = "|".join(map(re.escape, (COOKIE, BACK, *COOKIE_NAMES)))
_COOKIE = re.compile(rf"(?:{_NAMES})(?:_\d{{1,2}})?=([^\\\"]*|\"[^\\\"]*\")")
_FIXED_PYTHON = {(3, 11): 10, (3, 12): 6}
"""First release of each Python version that reads quoted cookies in linear time."""


class RequestLimitsMiddleware:
    """Refuses requests that are too large, and removes cookies that are not ours.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on within the limits, with our own cookies only."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status = _exceeded(scope)
        if status is None:
            await self._app({**scope, "headers": _with_own_cookies(scope)}, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await PlainTextResponse("The request is too large.", status)(scope, receive, send)


def is_python_fixed(version: tuple[int, int, int] = sys.version_info[:3]) -> bool:
    """Return whether this Python reads quoted cookies in linear time."""
    major, minor, micro = version
    return micro >= _FIXED_PYTHON.get((major, minor), 0)


def _exceeded(scope: Scope) -> int | None:
    """Return the HTTP status of the limit that a request exceeds, or None."""
    if len(scope["path"]) > PATH_BYTES or len(scope.get("query_string", b"")) > QUERY_BYTES:
        return 414
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    return 431 if len(headers) > HEADER_COUNT or size > HEADER_BYTES else None


def _with_own_cookies(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request with one cookie header, which holds our own cookies."""
    headers, cookies = [], []
    for name, value in scope["headers"]:
        if name.lower() == b"cookie":
            parts = (part.strip() for part in value.decode("latin-1").split(";"))
            cookies += [part for part in parts if _COOKIE.fullmatch(part)]
        else:
            headers.append((name, value))
    text = "; ".join(cookies)
    if text and len(text) <= COOKIE_BYTES:
        headers.append((b"cookie", text.encode("latin-1")))
    return headers
