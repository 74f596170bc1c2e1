"""What is added to Streamlit's own exchange with the identity provider.

The reader returns to the page they requested, the cookie is marked ``Secure`` behind TLS, signing
in and out are audited, and a copy of the cookie opens nothing once its owner has signed out.
"""

from urllib.parse import unquote

from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.sign_in import SignIn
from lib.server.access_log import record_event
from lib.server.request import cookies_of, is_encrypted
from lib.server.routes.sign_in import BACK, CALLBACK_PATH, SIGN_OUT_PATH, page_address
from lib.store import audit
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.streamlit_patches.sign_in import USER_COOKIE, is_sign_in_set_up, read_sign_in

_REDIRECT = 302


class SignInMiddleware:
    """Completes the response with which a sign-in succeeds, and records each sign-in and sign-out.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, watching those that begin or end a sign-in."""
        if scope["type"] == "http" and is_sign_in_set_up():
            if scope["path"] == SIGN_OUT_PATH:
                sign_in = read_sign_in(cookies_of(scope))
                if sign_in is not None:
                    await _record(sign_in, "sign_out")
            elif scope["path"] == CALLBACK_PATH:
                send = _completing(scope, send)
        await self._app(scope, receive, send)


def _completing(scope: Scope, send: Send) -> Send:
    async def complete_and_send(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _REDIRECT:
            sign_in = read_sign_in(_cookies_set_by(message))
            if sign_in is not None:
                message = {**message, "headers": _completed_headers(scope, message)}
                await _record(sign_in, "sign_in")
        await send(message)

    return complete_and_send


def _completed_headers(scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
    """Return the headers of a success: back to the page requested.

    The name of every cookie of a sign-in begins with ``USER_COOKIE``.
    """
    back = page_address(unquote(cookies_of(scope).get(BACK, "/")))
    carrier = Response()
    carrier.delete_cookie(BACK)
    headers = [pair for pair in carrier.raw_headers if pair[0] == b"set-cookie"]
    for name, value in message["headers"]:
        if name == b"location":
            value = back.encode("ascii", "ignore")
        elif name == b"set-cookie" and value.startswith(USER_COOKIE.encode()):
            value += b"; Secure" if is_encrypted(scope) else b""
        headers.append((name, value))
    return headers


def _cookies_set_by(message: Message) -> dict[str, str]:
    cookies: dict[str, str] = {}
    for name, value in message["headers"]:
        if name == b"set-cookie":
            cookies |= cookie_parser(value.decode("latin-1").partition(";")[0])
    return cookies


async def _record(sign_in: SignIn, action: audit.Action) -> None:
    database = shared_database(settings().database)
    await record_event(database, action, subject=sign_in.key, author=sign_in.name)
