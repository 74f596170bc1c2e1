"""Limit the size of a request's headers and trailers.

Gain: with uvicorn's C parser (``httptools``) headers could grow until memory is full; its other
parser has this limit and is slower.

Private parts: ``HttpToolsProtocol`` and the name ``AutoHTTPProtocol`` in uvicorn's ``auto`` module.
Written for uvicorn 0.54.
"""

from uvicorn.protocols.http import auto
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LIMIT_BYTES = 64 << 10
"""Largest size of the headers, as in uvicorn's other parser."""


class HeaderLimitProtocol(HttpToolsProtocol):
    """A connection that is refused after too many bytes that are neither body nor whole headers."""

    _pending = 0  # bytes since the last complete part

    def data_received(self, data: bytes) -> None:
        """Count and parse the bytes that a client sent."""
        self._pending += len(data)
        super().data_received(data)
        if self._pending > LIMIT_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        """Start the response: the headers are complete."""
        self._pending = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Receive a part of the body."""
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Receive the end of the request."""
        self._pending = 0
        super().on_message_complete()


def limit_headers() -> None:
    """Have the web server use the protocol with the limit; it has no setting for it."""
    vars(auto)["AutoHTTPProtocol"] = HeaderLimitProtocol
