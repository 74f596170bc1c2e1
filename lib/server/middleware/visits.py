"""Visits: a link's reader who comes back later begins another visit, which is recorded."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.cookie import COOKIE, current_second, read_cookie
from lib.access.policy import page_of
from lib.domain.access import Access
from lib.server.access_log import record_opening
from lib.server.middleware.access import ACCESS
from lib.server.request import cookies_of
from lib.server.routes.share import set_cookie
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.views.snapshot import snapshot


class VisitMiddleware:
    """Renews the cookie of a link's reader at the first page of another visit.

    It stands behind the access middleware.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and a new cookie back where a visit begins."""
        access: Access | None = scope.get(ACCESS)
        if scope["type"] == "http" and access is not None:
            send = await _with_renewed_cookie(access, scope, send)
        await self._app(scope, receive, send)


async def _with_renewed_cookie(access: Access, scope: Scope, send: Send) -> Send:
    page, link = page_of(scope["path"]), access.link
    if link is None or access.role != "link" or (page and page not in link.pages):
        return send
    database, second = shared_database(settings().database), current_second()
    cookie = read_cookie(database, cookies_of(scope)[COOKIE])
    if cookie is None or not cookie.is_stale(second):
        return send
    carrier = Response()
    renewed = cookie.renewed(snapshot(database).latest, second)
    set_cookie(carrier, scope, link, database, renewed)
    headers = [pair for pair in carrier.raw_headers if pair[0] == b"set-cookie"]
    await record_opening(database, link, "open")

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *headers]
        await send(message)

    return send_with_cookie
