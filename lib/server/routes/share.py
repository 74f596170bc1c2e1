"""Addresses of share links: open one, read its brief, leave it.

The token is shown once, to open the link; from then on the reader's browser holds a signed cookie
that scripts cannot read and other sites cannot send.
"""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Scope, Send

from lib.access.link_cookie import COOKIE, LinkCookie, read_cookie, this_second, write_cookie
from lib.domain.access import Access, ShareLink
from lib.domain.clock import utc_now
from lib.server import authorize
from lib.server.access_log import record_opening
from lib.server.routes.brief import Brief
from lib.server.routes.share_refusal import link_shown, refusal
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.views.snapshot import snapshot

LEAVE_PATH = "/leave"

_FIRST_PAGE = "overview"
_LONGEST_SECONDS = 400 * 24 * 3600  # what browsers keep at most


def link_routes() -> list[BaseRoute]:
    """Return the routes of share links."""
    return [
        Route("/s/{token}", _open),
        Route("/s/{token}/", _open),
        Route("/s/{token}/brief", Brief()),
        Route(LEAVE_PATH, _leave),
    ]


async def _open(request: Request) -> Response:
    database = shared_database(settings().database)
    link = await run_in_threadpool(link_shown, database, request.path_params["token"])
    if link is None or link.state(utc_now()) != "active":
        return refusal(request, link)
    answer = RedirectResponse(_first_address(link, request.url.query), status_code=303)
    answer.headers["cache-control"] = "no-store"
    if request.method == "GET":
        cookie = await run_in_threadpool(_cookie, database, request, link)
        _set_cookie(answer, request.scope, link, write_cookie(database, cookie))
        await record_opening(database, link, "open")
    return answer


async def _leave(_request: Request) -> Response:
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(COOKIE)
    answer.headers["cache-control"] = "no-store"
    return answer


def _cookie(database: Database, request: Request, link: ShareLink) -> LinkCookie:
    """Return the cookie of this visit; one that goes on keeps what it saw before."""
    latest = snapshot(database).latest
    second = this_second()
    held = read_cookie(database, authorize.cookies_of(request.scope).get(COOKIE, ""))
    if held is None or held.share_link_id != link.share_link_id:
        return LinkCookie(link.share_link_id, second, None, latest)
    return held.renewed(latest, second) if held.is_stale(second) else held


def _first_address(link: ShareLink, query: str) -> str:
    choices = dict(parse_qsl(query))
    choices.setdefault("lang", link.language)
    page = "" if _FIRST_PAGE in link.pages else link.pages[0]
    return f"/{page}?{urlencode(choices)}"


def _set_cookie(answer: Response, scope: Scope, link: ShareLink, value: str) -> None:
    answer.set_cookie(
        COOKIE,
        value,
        max_age=_seconds_left(link.expires_at),
        httponly=True,
        samesite="lax",
        secure=is_encrypted(scope),
    )


def _seconds_left(until: datetime | None) -> int:
    if until is None:
        return _LONGEST_SECONDS
    return max(1, min(_LONGEST_SECONDS, round((until - utc_now()).total_seconds())))


def is_encrypted(scope: Scope) -> bool:
    """Return whether a request came by an encrypted way, as far as told."""
    passed_on = dict(scope["headers"]).get(b"x-forwarded-proto", b"")
    return bool(scope["scheme"] == "https" or passed_on == b"https")


async def renewed_cookie(access: Access, scope: Scope, send: Send) -> Send:
    """Return a sender that begins another visit of a link's reader, where one begins here."""
    page = authorize.page_of(scope["path"])
    link = access.link
    if link is None or access.role != "link" or (page and page not in link.pages):
        return send
    database = shared_database(settings().database)
    held = read_cookie(database, authorize.cookies_of(scope)[COOKIE])
    second = this_second()
    if held is None or not held.is_stale(second):
        return send
    renewed = held.renewed(snapshot(database).latest, second)
    carrier = Response()
    _set_cookie(carrier, scope, link, write_cookie(database, renewed))
    cookies = [pair for pair in carrier.raw_headers if pair[0] == b"set-cookie"]
    await record_opening(database, link, "open")

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *cookies]
        await send(message)

    return send_with_cookie
