"""Limit the size of a request's headers and trailers, the time it takes, and the connections.

Gain: with uvicorn's C parser (``httptools``) headers could grow until memory is full, and a request
that never ends kept its connection for ever; its other parser has the first limit and is slower.

Private parts: ``HttpToolsProtocol`` and the name ``AutoHTTPProtocol`` in uvicorn's ``auto`` module.
Written for uvicorn 0.54.
"""

import asyncio
import resource

from uvicorn.protocols.http import auto
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LIMIT_BYTES = 64 << 10
"""Largest size of the headers, as in uvicorn's other parser."""

HEAD_SECONDS = 15.0
"""Time within which the headers of a request must arrive, also of the first."""

BODY_SECONDS = 600.0
"""Time within which a body must arrive: 20 MB at 0.3 Mbit/s."""

_MOST_CONNECTIONS = 8_000
_OTHER_FILES = 256  # file handles left to the database and everything else


def connection_limit() -> int:
    """Return how many connections are open at most, below the process's limit of open files."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return _MOST_CONNECTIONS
    return max(1, min(_MOST_CONNECTIONS, files - _OTHER_FILES))


class HeaderLimitProtocol(HttpToolsProtocol):
    """A connection that is refused after too many bytes that are neither body nor whole headers.

    It is closed where a request does not arrive in time.
    """

    _pending = 0  # bytes since the last complete part
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > connection_limit():
            transport.abort()
            return
        self._expect_within(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """End the connection."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count and parse the bytes that a client sent."""
        self._pending += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        if self._pending > LIMIT_BYTES:
            self.send_400_response("The head of the request is too long.")
        elif self._pending and self._timer is None:
            self._expect_within(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """Start the response: the headers are complete."""
        self._pending = 0
        self._expect_within(BODY_SECONDS)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Receive a part of the body."""
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Receive the end of the request."""
        self._pending = 0
        self._stop_timer()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over to the protocol of WebSockets."""
        self._stop_timer()
        super().handle_websocket_upgrade()

    def _expect_within(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def limit_headers() -> None:
    """Have the web server use the protocol with the limits; it has no setting for them."""
    vars(auto)["AutoHTTPProtocol"] = HeaderLimitProtocol
