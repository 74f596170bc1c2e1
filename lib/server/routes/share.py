"""Routes of share links: open a link, read its brief, leave it.

The token opens the link once; from then on the reader's browser holds a signed cookie that scripts
cannot read and other sites cannot send.
"""

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lib.access.cookie import COOKIE, LinkCookie, current_second, read_cookie, write_cookie
from lib.access.link_cache import link_of_token
from lib.access.rate_limit import SPAN_SECONDS, RateLimiter
from lib.domain.access import Access, ShareLink, closed_reason
from lib.domain.clock import utc_now
from lib.exports.brief import STYLE, State, brief_html
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server.access_log import record_opening
from lib.server.errors import notice_page, style_policy
from lib.server.request import cookies_of, is_encrypted, language_of_request
from lib.server.responses import CachedResponse, cached_response
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.views.committee.brief import brief_view
from lib.views.snapshot import snapshot

LEAVE_PATH = "/leave"

_FIRST_PAGE = "overview"
_COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie
_UNKNOWN = N_("This link opens nothing. Check that you have all of its address.")
_TOO_MANY = N_("Too many links that open nothing. Try again in a minute.")
_BRIEF_POLICY = (b"content-security-policy", style_policy(STYLE).encode())
_wrong_tokens = RateLimiter()


def share_routes() -> list[BaseRoute]:
    """Return the routes of share links."""
    return [
        Route("/s/{token}", _open),
        Route("/s/{token}/", _open),
        Route("/s/{token}/brief", _Brief()),
        Route(LEAVE_PATH, _leave),
    ]


async def _open(request: Request) -> Response:
    database = shared_database(settings().database)
    link = await run_in_threadpool(link_of_token, database, request.path_params["token"])
    if link is None or link.state(utc_now()) != "active":
        return _refusal(request, link)
    response = RedirectResponse(_first_address(link, request.url.query), status_code=303)
    response.headers["cache-control"] = "no-store"
    if request.method == "GET":
        cookie = await run_in_threadpool(_visit_cookie, database, request, link)
        set_cookie(response, request.scope, link, database, cookie)
        await record_opening(database, link, "open")
    return response


async def _leave(_request: Request) -> Response:
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(COOKIE)
    response.headers["cache-control"] = "no-store"
    return response


class _Brief:
    """The brief of a link: one page, rendered once per data version and language."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the brief, or why there is none."""
        request = Request(scope, receive)
        database = shared_database(settings().database)
        link = await run_in_threadpool(link_of_token, database, request.path_params["token"])
        if link is None or link.state(utc_now()) != "active":
            await _refusal(request, link)(scope, receive, send)
            return
        chosen = request.query_params.get("lang")
        language = chosen if chosen in LANGUAGES else link.language
        brief = await run_in_threadpool(_brief, database, link, language)
        if request.method == "GET":
            await record_opening(database, link, "brief")
        await brief.send(scope, send)


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
    return cookie.renewed(latest, second) if cookie.is_stale(second) else cookie


def _first_address(link: ShareLink, query: str) -> str:
    choices = dict(parse_qsl(query))
    choices.setdefault("lang", link.language)
    page = "" if _FIRST_PAGE in link.pages else link.pages[0]
    return f"/{page}?{urlencode(choices)}"


def set_cookie(
    response: Response, scope: Scope, link: ShareLink, database: Database, cookie: LinkCookie
) -> None:
    """Set the cookie of a link's reader on a response."""
    response.set_cookie(
        COOKIE,
        write_cookie(database, cookie),
        max_age=_seconds_left(link.expires_at),
        httponly=True,
        samesite="lax",
        secure=is_encrypted(scope),
    )


def _seconds_left(until: datetime | None) -> int:
    if until is None:
        return _COOKIE_SECONDS
    return max(1, min(_COOKIE_SECONDS, round((until - utc_now()).total_seconds())))
