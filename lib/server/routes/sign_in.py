"""Routes of signing in; the exchange with the identity provider is Streamlit's own."""

from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from lib.access.policy import page_of
from lib.domain.pages import PAGE_NAMES
from lib.server.request import is_encrypted
from lib.streamlit_patches.sign_in import is_sign_in_set_up, provider_token

SIGN_IN_PATH = "/sign-in"
SIGN_OUT_PATH = "/auth/logout"
BACK = "tandem_back"
"""Cookie of the page to return to after signing in."""

CALLBACK_PATH = "/oauth2callback"
_BACK_SECONDS = 600


def open_paths() -> frozenset[str]:
    """Return the addresses open to anyone in order to sign in; none where it is not set up."""
    if not is_sign_in_set_up():
        return frozenset()
    return frozenset({SIGN_IN_PATH, "/auth/login", CALLBACK_PATH, SIGN_OUT_PATH})


def sign_in_routes() -> list[BaseRoute]:
    """Return our own routes of signing in."""
    return [Route(SIGN_IN_PATH, _begin)]


def sign_in_address(scope: Scope) -> str:
    """Return the address that signs a reader in and returns them to what they requested."""
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    requested = f"{scope['path']}?{query}" if query else scope["path"]
    return f"{SIGN_IN_PATH}?{urlencode({'to': requested})}"


def page_address(text: str) -> str:
    """Return the address of a page of ours that a text names; the first page for anything else."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    page = page_of(parts.path)
    if parts.scheme or parts.netloc or not text.isprintable() or page not in (*PAGE_NAMES, ""):
        return "/"
    return f"/{page}?{parts.query}" if parts.query else f"/{page}"


async def _begin(request: Request) -> Response:
    if not is_sign_in_set_up():
        return RedirectResponse("/", status_code=303)
    query = urlencode({"provider": provider_token()})
    response = RedirectResponse(f"/auth/login?{query}", status_code=303)
    response.headers["cache-control"] = "no-store"
    response.set_cookie(
        BACK,
        quote(page_address(request.query_params.get("to", "/")), safe=""),
        max_age=_BACK_SECONDS,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request.scope),
    )
    return response
