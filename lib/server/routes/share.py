"""Routes of share links: open a link, read its brief.

The token opens the link once; from then on the reader's browser holds a signed cookie that scripts
cannot read, other sites cannot send, and the views of other links do not receive.
"""

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lib.access.cookie import (
    COOKIE,
    LinkCookie,
    current_second,
    is_pass,
    read_cookie,
    view_prefix,
    write_cookie,
    write_pass,
)
from lib.access.link_cache import cached_links, link_of_token
from lib.access.rate_limit import SPAN_SECONDS, RateLimiter
from lib.domain.access import Access, ShareLink, closed_reason
from lib.domain.clock import utc_now
from lib.domain.pages import PAGE_NAMES
from lib.exports.brief import STYLE, State, brief_html
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server.access_log import record_opening
from lib.server.errors import notice_page, style_policy
from lib.server.request import (
    LINK_ID,
    cookies_of,
    is_encrypted,
    is_preview,
    language_of_request,
)
from lib.server.responses import CachedResponse, cached_response
from lib.server.routes.sign_in import page_address
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.store.share_links import with_id
from lib.views.committee.brief import brief_view
from lib.views.snapshot import snapshot

LINK_PATH = "/s/"
"""Start of the address of every link; its token follows."""

VISIT_PATH = "/visit"
"""Address in the view of a link at which a visit begins."""

_ADDRESS = re.compile(r"([A-Za-z0-9_-]+)[^A-Za-z0-9_/-]*(?:/([a-z0-9_]*)[^a-z0-9_]*)?", re.DOTALL)
"""Token and page; a mail or chat program may add signs of its text behind either."""

_BRIEF = "brief"
_COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie
_UNKNOWN = N_("This link opens nothing. Check that you have all of its address.")
_TOO_MANY = N_("Too many links that open nothing. Try again in a minute.")
_BRIEF_POLICY = (b"content-security-policy", style_policy(STYLE).encode())
_wrong_tokens = RateLimiter()


def share_routes() -> list[BaseRoute]:
    """Return the routes of share links."""
    return [
        Route(LINK_PATH + "{address:path}", _Link(), methods=["GET"]),
        Route(VISIT_PATH, _begin_visit),
    ]


class _Link:
    """The address of a link: leads to a page in the view of the link, or is its brief."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the redirect or the brief, or why there is none."""
        request = Request(scope, receive)
        database = shared_database(settings().database)
        address = _ADDRESS.fullmatch(request.path_params["address"])
        token, page = (address[1], address[2]) if address else ("", None)
        link = await run_in_threadpool(link_of_token, database, token)
        if link is None or link.state(utc_now()) != "active":
            await _refusal(request, link)(scope, receive, send)
        elif page == _BRIEF:
            await _send_brief(database, link, request, send)
        else:
            begin = await run_in_threadpool(_visit_address, database, link, page, request)
            await _redirect(begin)(scope, receive, send)


async def _send_brief(database: Database, link: ShareLink, request: Request, send: Send) -> None:
    """Send the brief of a link: one page, rendered once per data version and language."""
    chosen = request.query_params.get("lang")
    language = chosen if chosen in LANGUAGES else link.language
    brief = await run_in_threadpool(_brief, database, link, language)
    if request.method == "GET" and not is_preview(request.scope):
        await record_opening(database, link, "brief")
    await brief.send(request.scope, send)


def _visit_address(database: Database, link: ShareLink, page: str | None, request: Request) -> str:
    """Return the address at which a visit of a link begins, and from which it goes on to a page."""
    choices = dict(parse_qsl(request.url.query))
    choices.setdefault("lang", link.language)
    name = page if page in PAGE_NAMES else link.pages[0]
    target = f"/{'' if name == PAGE_NAMES[0] else name}?{urlencode(choices)}"
    query = urlencode({"pass": write_pass(database, link.share_link_id), "to": target})
    return f"{view_prefix(link.share_link_id)}{VISIT_PATH}?{query}"


async def _begin_visit(request: Request) -> Response:
    """Set the cookie of a link for a visit and lead to a page; the pass of the link allows it.

    Only addresses below the prefix of a link receive its cookie, which says what the reader saw at
    the visit before.
    """
    response = _redirect(page_address(request.query_params.get("to", "/")))
    database, link_id = shared_database(settings().database), request.scope.get(LINK_ID, "")
    text = request.query_params.get("pass", "")
    link = await run_in_threadpool(_admitted_link, database, text, link_id)
    if link is not None and request.method == "GET":
        cookie = await run_in_threadpool(_visit_cookie, database, request, link)
        set_cookie(response, request.scope, link, database, cookie)
    return response


def _redirect(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})


def _admitted_link(database: Database, text: str, link_id: str) -> ShareLink | None:
    return with_id(cached_links(database), link_id) if is_pass(database, text, link_id) else None


def _brief(database: Database, link: ShareLink, language: str) -> CachedResponse:
    state_of_data = snapshot(database, link.data_version)
    is_frozen = link.data_version is not None

    def build() -> CachedResponse:
        state = State(state_of_data.version, is_frozen)
        page = brief_html(brief_view(state_of_data, link.pages), state, locale(language))
        response = cached_response(page, "text/html; charset=utf-8", cache="private, no-cache")
        return replace(response, headers=(*response.headers, _BRIEF_POLICY))

    return state_of_data.get_or_compute(("brief", language, link.pages, is_frozen), build)


def _refusal(request: Request, link: ShareLink | None) -> Response:
    """Return why a token opens nothing; wrong tokens are counted by sender."""
    language = language_of_request(request.scope)
    if link is not None:
        reason = closed_reason(Access("nobody", link=link), utc_now())
        return notice_page(reason, language, status=403)
    if _wrong_tokens.is_exceeded(request.client.host if request.client else ""):
        page = notice_page(_TOO_MANY, language, status=429)
        page.headers["retry-after"] = str(round(SPAN_SECONDS))
        return page
    return notice_page(_UNKNOWN, language, status=404)


def _visit_cookie(database: Database, request: Request, link: ShareLink) -> LinkCookie:
    """Return the cookie of this visit; an earlier one of the same link is continued."""
    latest, second = snapshot(database).latest, current_second()
    cookie = read_cookie(database, cookies_of(request.scope).get(COOKIE, ""))
    if cookie is None or cookie.share_link_id != link.share_link_id:
        return LinkCookie(link.share_link_id, second, None, latest)
    if not cookie.is_stale(second):
        return cookie
    return replace(cookie.renewed(latest, second), is_counted=False)


def set_cookie(
    response: Response, scope: Scope, link: ShareLink, database: Database, cookie: LinkCookie
) -> None:
    """Set the cookie of a link's reader on a response."""
    response.set_cookie(
        COOKIE,
        write_cookie(database, cookie),
        max_age=_seconds_left(link.expires_at),
        path=view_prefix(link.share_link_id),
        httponly=True,
        samesite="lax",
        secure=is_encrypted(scope),
    )


def _seconds_left(until: datetime | None) -> int:
    if until is None:
        return _COOKIE_SECONDS
    return max(1, min(_COOKIE_SECONDS, round((until - utc_now()).total_seconds())))
