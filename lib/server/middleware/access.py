"""The edge: what a request may reach, before any page or route sees it."""

import re
from collections import OrderedDict

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain.access import Access
from lib.i18n.translate import N_
from lib.server import authorize
from lib.server.error_page import notice_page
from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.languages import language_of_request
from lib.server.middleware.static_files import PREFIX
from lib.server.routes.share import LEAVE_PATH, renewed_cookie
from lib.server.routes.sign_in import SIGN_OUT_PATH, around_sign_in, open_paths, sign_in_address
from lib.server.server_address import is_owner_let_in
from lib.server.warm_up import is_rehearsal
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.ui.app.rights import LOCAL, OWNER, SIGN_IN, SIGN_OUT, WAY_IN, why_closed
from lib.ui.app.roles import is_sign_in_set_up

OPEN_PATHS = frozenset({"/healthz", "/_stcore/health", "/robots.txt", LEAVE_PATH, SCRIPT_PATH})
"""What anyone may ask: it tells nothing of the data."""

_LINK = re.compile(r"/s/[^/]+(/|/brief)?")
_POLICY_VIOLATION = 1008
_MEDIA = re.compile(rb"/media/([0-9A-Za-z._-]+)")
_MOST_MEDIA = 5_000
_AS_OWNER = N_("Open Tandem as the user of this machine")
_WAY_IN = WAY_IN.lower().encode()


class Edge:
    """Refuses what the gate does not allow.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._media: OrderedDict[tuple[str, bytes], None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its sender may reach what it asks for."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        inside = _told(scope, None)
        if scope["type"] == "http" and _is_open(path):
            await self._app(inside, receive, await around_sign_in(scope, send))
            return
        access = await _access(scope)
        if authorize.is_of_another_site(scope):
            await _refuse(access, scope, receive, send)
            return
        if not authorize.may_reach(access, path) or not self._may_fetch(access, path):
            await _refuse(access, scope, receive, send)
            return
        if access == OWNER:
            inside = _told(scope, LOCAL)
        if access.may_edit:
            await self._app(inside, receive, send)
        elif scope["type"] == "websocket":
            await self._app(inside, receive, self._noting_media(access, send))
        else:
            await self._app(inside, receive, await renewed_cookie(access, scope, send))

    def _may_fetch(self, access: Access, path: str) -> bool:
        """Whether a reader was sent the address of a file; those who may edit need not be."""
        if access.may_edit or not path.startswith("/media/"):
            return True
        return (_holder(access), path.removeprefix("/media/").encode()) in self._media

    def _noting_media(self, access: Access, send: Send) -> Send:
        """Return a sender that notes which files a reader is offered."""
        holder = _holder(access)

        async def send_and_note(message: Message) -> None:
            for name in _MEDIA.findall(message.get("bytes") or b""):
                self._media[holder, name] = None
                self._media.move_to_end((holder, name))
                if len(self._media) > _MOST_MEDIA:
                    self._media.popitem(last=False)
            await send(message)

        return send_and_note


def _is_open(path: str) -> bool:
    return (
        path in OPEN_PATHS
        or path.startswith(PREFIX)
        or _LINK.fullmatch(path) is not None
        or path in open_paths()
    )


def _holder(access: Access) -> str:
    return access.link.share_link_id if access.link else access.name


async def _access(scope: Scope) -> Access:
    if is_rehearsal(scope):
        return OWNER
    database, is_owner = shared_database(settings().database), is_owner_let_in()
    if not authorize.asks_the_database(scope):
        return authorize.access_of(scope, database, is_owner_let_in=is_owner)
    return await run_in_threadpool(authorize.access_of, scope, database, is_owner_let_in=is_owner)


def _told(scope: Scope, way_in: str | None) -> Scope:
    """Return the scope with our header as we set it, never as a request brought it."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() != _WAY_IN]
    if way_in is not None:
        headers.append((_WAY_IN, way_in.encode()))
    return {**scope, "headers": headers}


async def _refuse(access: Access, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    page = notice_page(
        why_closed(access),
        language_of_request(scope),
        status=403,
        action=_way_on(access, scope),
    )
    await page(scope, receive, send)


def _way_on(access: Access, scope: Scope) -> tuple[str, str] | None:
    """Return where one who is refused may go instead, with the text of the link."""
    if access.role != "nobody":
        return None
    if is_owner_let_in() and authorize.is_local(scope):
        return (LEAVE_PATH, _AS_OWNER)
    if not is_sign_in_set_up():
        return None
    if access.name and access.link is None:
        return (SIGN_OUT_PATH, SIGN_OUT)
    return (sign_in_address(scope), SIGN_IN)
