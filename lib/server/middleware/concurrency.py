"""Limits on what one reader, or one address, may have open or under way at the same time.

A link may have many readers, and behind a company's proxy all senders may have one address, so the
limits are far above what they need; they keep one script from taking all memory. The user of the
machine has no limit.
"""

from collections import Counter
from collections.abc import Hashable

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.policy import OWNER
from lib.domain.access import Access
from lib.i18n.translate import N_
from lib.server.errors import notice_page
from lib.server.middleware.access import ACCESS
from lib.server.request import language_of_request
from lib.server.routes.health import HEALTH_PATH

READER_SOCKETS = 200
"""Open pages of the readers of one link, or of one person."""

READER_REQUESTS = 100
"""Requests under way of the readers of one link, or of one person."""

ADDRESS_SOCKETS = 1_000
"""Open pages of one address."""

ADDRESS_REQUESTS = 500
"""Requests under way of one address."""

_TRY_AGAIN_LATER = 1013
_RETRY_SECONDS = "5"
_BUSY = N_("Too much is open or under way from here. Close some pages and try again in a moment.")


class ConcurrencyMiddleware:
    """Refuses what goes beyond the limits; it stands behind the access middleware.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[Hashable] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counted until it ends, unless there are too many."""
        access: Access | None = scope.get(ACCESS)
        if scope["type"] not in ("http", "websocket") or access == OWNER or _is_health(scope):
            await self._app(scope, receive, send)
            return
        limits = _limits(scope, access)
        if any(self._open[key] >= limit for key, limit in limits.items()):
            await _refuse(scope, receive, send)
            return
        self._open.update(limits.keys())
        try:
            await self._app(scope, receive, send)
        finally:
            self._open.subtract(limits.keys())
            for key in limits:
                if not self._open[key]:
                    del self._open[key]


def _is_health(scope: Scope) -> bool:
    """Whether a request asks for the health, which answers also where readers are refused."""
    return bool(scope["type"] == "http" and scope["path"] == HEALTH_PATH)


def _limits(scope: Scope, access: Access | None) -> dict[Hashable, int]:
    """Return the limit of each count that a request belongs to."""
    kind = scope["type"]
    is_socket = kind == "websocket"
    client = scope.get("client")
    limits: dict[Hashable, int] = {
        (kind, "address", client and client[0]): ADDRESS_SOCKETS if is_socket else ADDRESS_REQUESTS
    }
    if access is not None:
        reader = access.link.share_link_id if access.link else access.name
        limits[kind, "reader", reader] = READER_SOCKETS if is_socket else READER_REQUESTS
    return limits


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
        return
    page = notice_page(_BUSY, language_of_request(scope), status=503)
    page.headers["retry-after"] = _RETRY_SECONDS
    await page(scope, receive, send)
