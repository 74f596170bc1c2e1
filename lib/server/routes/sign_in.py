"""Signing in and out: where a reader is sent, brought back to, and let go for good.

The exchange with the identity provider is Streamlit's own. What is added here: the page asked for
is shown afterwards, the cookie goes by encrypted ways alone where there is one, both ends are on
record, and a copy of the cookie opens nothing once its owner has signed out.
"""

from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from lib.access.link_cookie import COOKIE
from lib.domain.pages import PAGE_NAMES
from lib.server import authorize
from lib.server.access_log import record_act
from lib.server.routes.share import is_encrypted
from lib.store import audit
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.ui.app.roles import SignIn, is_sign_in_set_up, provider_name, sign_in_of

SIGN_IN_PATH = "/sign-in"
SIGN_OUT_PATH = "/auth/logout"
BACK = "tandem_back"
"""Cookie of the page to come back to."""

_CALLBACK_PATH = "/oauth2callback"
_BACK_SECONDS = 600
_FOUND = 302


def open_paths() -> frozenset[str]:
    """Return what anyone may ask in order to sign in; nothing where nobody signs in."""
    if not is_sign_in_set_up():
        return frozenset()
    return frozenset({SIGN_IN_PATH, "/auth/login", _CALLBACK_PATH, SIGN_OUT_PATH})


def sign_in_routes() -> list[BaseRoute]:
    """Return the routes of signing in that are ours."""
    return [Route(SIGN_IN_PATH, _begin)]


def sign_in_address(scope: Scope) -> str:
    """Return where a reader signs in and comes back to what they asked for."""
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    asked = f"{scope['path']}?{query}" if query else scope["path"]
    return f"{SIGN_IN_PATH}?{urlencode({'to': asked})}"


def page_address(text: str) -> str:
    """Return the address of a page of ours that a text names; the first page for anything else."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    page = authorize.page_of(parts.path)
    if parts.scheme or parts.netloc or not text.isprintable() or page not in (*PAGE_NAMES, ""):
        return "/"
    return f"/{page}?{parts.query}" if parts.query else f"/{page}"


async def around_sign_in(scope: Scope, send: Send) -> Send:
    """Return the sender of the answer to a request that may begin or end a sign-in."""
    if scope["path"] == SIGN_OUT_PATH:
        ended = sign_in_of(authorize.cookies_of(scope))
        if ended is not None:
            await _record(ended, "sign_out")
    return _finishing(scope, send) if scope["path"] == _CALLBACK_PATH else send


async def _begin(request: Request) -> Response:
    if not is_sign_in_set_up():
        return RedirectResponse("/", status_code=303)
    token = encode_provider_token(provider_name())
    answer = RedirectResponse(f"/auth/login?{urlencode({'provider': token})}", status_code=303)
    answer.headers["cache-control"] = "no-store"
    answer.set_cookie(
        BACK,
        quote(page_address(request.query_params.get("to", "/")), safe=""),
        max_age=_BACK_SECONDS,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request.scope),
    )
    return answer


def _finishing(scope: Scope, send: Send) -> Send:
    """Return a sender that completes the answer with which a sign-in succeeds."""

    async def finish_and_send(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _FOUND:
            found = sign_in_of(_cookies_set_by(message))
            if found is not None:
                message = {**message, "headers": _completed(scope, message)}
                await _record(found, "sign_in")
        await send(message)

    return finish_and_send


def _completed(scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
    """Return the headers of a success: back to the page asked for, the sign-in in place of a link.

    ``USER_COOKIE_NAME`` begins the name of every cookie of Streamlit's that belongs to a sign-in.
    """
    back = page_address(unquote(authorize.cookies_of(scope).get(BACK, "/")))
    carrier = Response()
    for name in (BACK, COOKIE):
        carrier.delete_cookie(name)
    headers = [pair for pair in carrier.raw_headers if pair[0] == b"set-cookie"]
    for name, value in message["headers"]:
        if name == b"location":
            value = back.encode("ascii", "ignore")
        elif name == b"set-cookie" and value.startswith(USER_COOKIE_NAME.encode()):
            value += b"; Secure" if is_encrypted(scope) else b""
        headers.append((name, value))
    return headers


def _cookies_set_by(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in message["headers"]:
        if name == b"set-cookie":
            found |= cookie_parser(value.decode("latin-1").partition(";")[0])
    return found


async def _record(found: SignIn, action: audit.Action) -> None:
    database = shared_database(settings().database)
    await record_act(database, action, subject=found.key, author=found.name)
