"""The head of a request may be so long and no longer, whoever sends it.

The C parser of requests that uvicorn takes bounds nothing: a head, or the trailer of a body sent in
parts, could grow until the memory is full.
"""

from uvicorn.protocols.http import auto
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BYTES = 64 << 10
"""Bytes of a head, as uvicorn's other parser allows."""


class BoundedHeads(HttpToolsProtocol):
    """One connection, refused once it has sent too much that is neither a body nor a whole head."""

    _pending = 0  # bytes since the parser last had something whole

    def data_received(self, data: bytes) -> None:
        """Take what a client sent."""
        self._pending += len(data)
        super().data_received(data)
        if self._pending > MOST_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        """Begin to answer: the head is whole."""
        self._pending = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take the end of the request."""
        self._pending = 0
        super().on_message_complete()


def bound_heads() -> None:
    """Have the web server bound what a head may hold; it has no setting for it."""
    vars(auto)["AutoHTTPProtocol"] = BoundedHeads
