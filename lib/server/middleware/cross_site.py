"""Cross-site requests: pages of other sites may neither change anything nor open a connection.

A browser sends the origin of the page that opens a WebSocket or makes a request other than a read.
It must be this server's own, or the one that ``TANDEM_ADDRESS`` names where a proxy changes the
host.
"""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.server.middleware.access import ACCESS, refuse
from lib.server.request import headers_of, host_of_origin
from lib.store.settings import public_address

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSiteMiddleware:
    """Refuses requests of other sites' pages; it stands behind the access middleware.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless a page of another site sent it."""
        access = scope.get(ACCESS)
        if access is not None and is_cross_site(scope):
            await refuse(access, scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_cross_site(scope: Scope) -> bool:
    """Return whether a page of another site sends what could change or open something."""
    if scope["type"] == "http" and scope["method"] in _READS:
        return False
    ours = {*headers_of(scope, b"host"), urlsplit(public_address() or "").netloc} - {""}
    return any(host_of_origin(origin) not in ours for origin in headers_of(scope, b"origin"))
