"""Media files: a reader fetches those that a page of theirs was sent, and no others."""

import re
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain.access import Access
from lib.server.middleware.access import ACCESS, refuse

_PREFIX = "/media/"
_MEDIA = re.compile(rb"/media/([0-9A-Za-z._-]+)")
_LIMIT = 5_000


class MediaMiddleware:
    """Notes the files in a page's messages to a reader, and refuses requests for any other.

    It stands behind the access middleware. Those who may edit reach every file.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._offers: OrderedDict[tuple[str, bytes], None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it asks for a file that its sender was not offered."""
        access: Access | None = scope.get(ACCESS)
        if access is None or access.may_edit:
            await self._app(scope, receive, send)
            return
        reader = access.link.share_link_id if access.link else access.name
        path = scope["path"]
        file = path.removeprefix(_PREFIX).encode()
        if path.startswith(_PREFIX) and (reader, file) not in self._offers:
            await refuse(access, scope, receive, send)
            return
        if scope["type"] == "websocket":
            send = self._noting_offers(reader, send)
        await self._app(scope, receive, send)

    def _noting_offers(self, reader: str, send: Send) -> Send:
        async def send_and_note(message: Message) -> None:
            for name in _MEDIA.findall(message.get("bytes") or b""):
                self._offers[reader, name] = None
                self._offers.move_to_end((reader, name))
                if len(self._offers) > _LIMIT:
                    self._offers.popitem(last=False)
            await send(message)

        return send_and_note
