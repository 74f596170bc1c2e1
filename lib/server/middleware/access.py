"""Access: who a request comes from, and whether they may reach what it asks for.

It runs before any page or route, and tells the page behind, in headers that no request can set,
whether a connection comes from the user of this machine, and for which link's view it is.
"""

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.policy import (
    OWNER,
    SIGN_IN,
    SIGN_OUT,
    access_for,
    may_reach,
    refusal_reason,
)
from lib.domain.access import Access
from lib.i18n.translate import N_
from lib.server.errors import notice_page
from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.middleware.static_files import PREFIX
from lib.server.request import LINK_ID, cookies_of, is_local, language_of_request
from lib.server.routes.share import LINK_PATH, VISIT_PATH
from lib.server.routes.sign_in import SIGN_OUT_PATH, open_paths, page_address, sign_in_address
from lib.server.server_address import is_owner_let_in
from lib.server.warm_up import is_warm_up
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.streamlit_patches.message_limit import EXTENSION
from lib.streamlit_patches.sign_in import is_sign_in_set_up, sign_in_reader
from lib.ui.app.rights import AUTH_HEADER, LINK_HEADER, LOCAL

OPEN_PATHS = frozenset({"/healthz", "/_stcore/health", "/robots.txt", VISIT_PATH, SCRIPT_PATH})
"""Addresses open to anyone: they say nothing of the data."""

ACCESS = "tandem.access"
"""Key in the scope: the access of the sender, for the middleware behind."""

_POLICY_VIOLATION = 1008
_AS_OWNER = N_("Open Tandem as the user of this machine")
_OUR_HEADERS = {name.lower().encode() for name in (AUTH_HEADER, LINK_HEADER)}


class AccessMiddleware:
    """Refuses requests whose sender may not reach what they ask for.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its sender may reach what it asks for."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if scope["type"] == "http" and _is_open(path):
            await self._app(_authenticated(scope), receive, send)
            return
        access = await _access(scope)
        if not may_reach(access, path):
            await refuse(access, scope, receive, send)
            return
        if access.may_edit and EXTENSION in scope.get("extensions", {}):
            scope["extensions"][EXTENSION]()
        await self._app(_authenticated(scope, access), receive, send)


async def refuse(access: Access, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer that the sender may not reach what they ask for, and where they may go instead."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    page = notice_page(
        refusal_reason(access, is_sign_in_set_up=is_sign_in_set_up()),
        language_of_request(scope),
        status=403,
        action=_alternative(access, scope),
    )
    await page(scope, receive, send)


def _is_open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith((PREFIX, LINK_PATH)) or path in open_paths()


async def _access(scope: Scope) -> Access:
    """Return the access of a sender; in a thread where that may read the database."""
    if is_warm_up(scope):
        return OWNER
    cookies, read_sign_in, link_id = cookies_of(scope), sign_in_reader(), scope.get(LINK_ID)
    is_owner = is_owner_let_in() and is_local(scope)

    def decide() -> Access:
        database = shared_database(settings().database)
        return access_for(
            database, cookies, link_id=link_id, is_owner=is_owner, read_sign_in=read_sign_in
        )

    reads_database = read_sign_in is not None or link_id is not None
    return await run_in_threadpool(decide) if reads_database else decide()


def _authenticated(scope: Scope, access: Access | None = None) -> Scope:
    """Return the scope with the access decided, and with our headers as we set them."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() not in _OUR_HEADERS]
    if access == OWNER:
        headers.append((AUTH_HEADER.lower().encode(), LOCAL.encode()))
    if LINK_ID in scope:
        headers.append((LINK_HEADER.lower().encode(), scope[LINK_ID].encode()))
    return {**scope, "headers": headers, ACCESS: access}


def _alternative(access: Access, scope: Scope) -> tuple[str, str] | None:
    """Return where one who is refused may go instead, with the text of the link."""
    if access.role != "nobody":
        return None
    if is_owner_let_in() and is_local(scope):
        return (page_address(scope["path"]), _AS_OWNER)
    if not is_sign_in_set_up():
        return None
    if access.name and access.link is None:
        return (SIGN_OUT_PATH, SIGN_OUT)
    return (sign_in_address(scope), SIGN_IN)
