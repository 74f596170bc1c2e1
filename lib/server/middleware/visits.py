"""Visits of a link's reader: one who comes back later begins another, and an opening is recorded.

An opening counts once the page itself connects: programs that look at a link before its reader does
(previews of chat programs, scanners of mail servers) run no script. The cookie notes that it was
counted.
"""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.cookie import COOKIE, LinkCookie, current_second, read_cookie
from lib.access.policy import page_of
from lib.domain.access import Access, ShareLink
from lib.server.access_log import record_opening
from lib.server.middleware.access import ACCESS
from lib.server.request import cookies_of, is_preview
from lib.server.routes.share import set_cookie
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.views.snapshot import snapshot


class VisitMiddleware:
    """Renews the cookie of a link's reader at the first page of another visit; counts openings.

    It stands behind the access middleware.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and a new cookie back where a visit begins or is counted."""
        access: Access | None = scope.get(ACCESS)
        if access is not None and access.role == "link" and access.link is not None:
            send = await _with_new_cookie(access.link, scope, send)
        await self._app(scope, receive, send)


async def _with_new_cookie(link: ShareLink, scope: Scope, send: Send) -> Send:
    database = shared_database(settings().database)
    cookie = read_cookie(database, cookies_of(scope).get(COOKIE, ""))
    if cookie is None:
        return send
    is_opening = scope["type"] == "websocket" and not (cookie.is_counted or is_preview(scope))
    if is_opening:
        start, changed = "websocket.accept", cookie.counted()
    elif scope["type"] == "http" and _begins_visit(link, cookie, scope["path"]):
        latest = (await run_in_threadpool(snapshot, database)).latest
        start, changed = "http.response.start", cookie.renewed(latest, current_second())
    else:
        return send
    headers = _cookie_headers(database, link, changed, scope)

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == start:
            message["headers"] = [*message.get("headers", ()), *headers]
        await send(message)
        if is_opening and message["type"] == start:
            await record_opening(database, link, "open")

    return send_with_cookie


def _begins_visit(link: ShareLink, cookie: LinkCookie, path: str) -> bool:
    page = page_of(path)
    return (not page or page in link.pages) and cookie.is_stale(current_second())


def _cookie_headers(
    database: Database, link: ShareLink, cookie: LinkCookie, scope: Scope
) -> list[tuple[bytes, bytes]]:
    carrier = Response()
    set_cookie(carrier, scope, link, database, cookie)
    return [pair for pair in carrier.raw_headers if pair[0] == b"set-cookie"]
