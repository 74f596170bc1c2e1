"""Views of links: each link has addresses of its own, so that two in one browser stay apart.

The reader of a link sees the pages below ``/v/LINK_ID/``. The prefix is no secret: the cookie of
the link opens it, and a browser sends that cookie to addresses below the prefix only.
"""

import re

from starlette.datastructures import URL
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.cookie import VIEW_PATH
from lib.server.request import LINK_ID

_VIEW = re.compile(rf"({re.escape(VIEW_PATH)}([0-9a-f]{{1,32}}))(/.*)?", re.DOTALL)
_OUTSIDE = ("/s/", VIEW_PATH, "/auth/", "/sign-in", "/oauth2callback")
"""Addresses that no view of a link has."""


class LinkViewMiddleware:
    """Takes the prefix of a link off the path, notes the link, and puts it back in redirects.

    It stands before the access middleware.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, without the prefix of a link."""
        view = _VIEW.fullmatch(scope["path"]) if scope["type"] in ("http", "websocket") else None
        if view is None:
            await self._app(scope, receive, send)
            return
        prefix, link_id, path = view.groups()
        is_outside = path is not None and path.startswith(_OUTSIDE)
        if scope["type"] == "http" and (path is None or is_outside):
            address = URL(path if is_outside else f"{prefix}/")
            address = address.replace(query=scope["query_string"].decode("latin-1"))
            await RedirectResponse(address)(scope, receive, send)
            return
        inner = {**scope, "path": path, "raw_path": path.encode(), LINK_ID: link_id}
        await self._app(inner, receive, _with_prefix(prefix.encode(), send))


def _with_prefix(prefix: bytes, send: Send) -> Send:
    async def prefix_and_send(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, prefix + value if _is_our_address(name, value) else value)
                for name, value in message.get("headers", ())
            ]
        await send(message)

    return prefix_and_send


def _is_our_address(name: bytes, value: bytes) -> bool:
    return name == b"location" and value.startswith(b"/") and not value.startswith(b"//")
