"""Limit what a client of a WebSocket can make the server keep in memory.

Gain: the web server allows one message 200 MB under ``streamlit run`` and 16 MB otherwise, counted
after decompression; 100 kB sent could keep 100 MB, in each connection, for as long as the client
left the message unfinished. The messages of a browser are below 100 kB: files are sent by HTTP.

Bytes pending in a connection are those of the messages that are unfinished, or that the application
has not read yet. They are limited for each connection and for all connections of readers together;
an unfinished message is limited in time.

Private parts: ``WebSocketsSansIOProtocol`` in uvicorn's ``websockets_sansio_impl`` and ``auto``,
its methods and ``frames``, and ``reader.buffer`` of websockets' ``ServerProtocol``. Written for
uvicorn 0.54 and websockets 17.4.
"""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn._types import ASGIReceiveEvent
from uvicorn.config import Config
from uvicorn.protocols.websockets import auto, websockets_sansio_impl
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.http11 import Request

MESSAGE_BYTES = 256 << 10
"""Largest message of a reader, after decompression."""

EDITOR_MESSAGE_BYTES = 4 << 20
"""Largest message of those who may edit."""

TOTAL_BYTES = 64 << 20
"""Pending bytes of all connections together, those of editors apart."""

UNFINISHED_SECONDS = 30.0
"""Time within which a message must be complete."""

EXTENSION = "tandem.large_messages"
"""Key in the scope's extensions: call it to allow the messages of an editor."""

_SLICE_BYTES = 4 << 10  # parsed at once; decompressed, at most a thousand times as much
_EACH_BYTES = 128  # memory of a message or a part of one, beside its content
_UNREAD_BYTES = 64 << 10
_MESSAGE_TOO_BIG = 1009


class MessageLimitProtocol(WebSocketsSansIOProtocol):
    """A WebSocket that is closed when its client sends more than may be pending."""

    _all_pending = 0

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limit = MESSAGE_BYTES
        self._is_editor = False
        self._queued = 0
        self._pending = 0
        self._timer: asyncio.TimerHandle | None = None
        self.conn.max_message_size = MESSAGE_BYTES

    def allow_large_messages(self) -> None:
        """Allow the messages of an editor from now on."""
        self._set_pending(0)
        self._is_editor = True
        self._limit = self.conn.max_message_size = EDITOR_MESSAGE_BYTES

    def handle_connect(self, event: Request) -> None:
        """Begin the handshake; the application may allow more than the usual limit."""
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self.allow_large_messages

    def data_received(self, data: bytes) -> None:
        """Parse the bytes that a client sent, a slice at a time, within the limits."""
        for start in range(0, len(data), _SLICE_BYTES):
            if self.transport.is_closing():
                return
            super().data_received(data[start : start + _SLICE_BYTES])
            self._check()

    def send_receive_event_to_app(self) -> None:
        """Queue a complete message for the application."""
        self._queued += _size(self.frames)
        super().send_receive_event_to_app()

    def handle_ping(self) -> None:
        """Answer a ping, unless its sender does not read what it is sent."""
        if self.transport.get_write_buffer_size() <= _UNREAD_BYTES:
            super().handle_ping()
        else:
            self.conn.data_to_send()  # the answer, which is dropped

    async def receive(self) -> ASGIReceiveEvent:
        """Return the next message to the application."""
        message = await super().receive()
        if self.queue.empty():
            self._queued = 0
        self._set_pending(self._queued + self._unfinished())
        return message

    def connection_lost(self, exc: Exception | None) -> None:
        """End the connection."""
        self._stop_timer()
        self.frames = []
        self._set_pending(0)
        super().connection_lost(exc)

    def _unfinished(self) -> int:
        return _size(self.frames) + len(self.conn.reader.buffer)

    def _check(self) -> None:
        """Close the connection beyond a limit; watch the time of an unfinished message."""
        unfinished = self._unfinished()
        self._set_pending(self._queued + unfinished)
        too_many = not self._is_editor and MessageLimitProtocol._all_pending > TOTAL_BYTES
        if self._pending > 2 * self._limit or too_many:
            self._refuse()
        elif not unfinished:
            self._stop_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(UNFINISHED_SECONDS, self._refuse)

    def _refuse(self) -> None:
        self._stop_timer()
        if self.transport.is_closing():
            return
        if self.handshake_complete and not self.close_sent:
            self.conn.fail(_MESSAGE_TOO_BIG)
            self.handle_parser_exception()
        else:
            self.transport.close()

    def _set_pending(self, size: int) -> None:
        if not self._is_editor:
            MessageLimitProtocol._all_pending += size - self._pending
        self._pending = size

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _size(frames: list[bytes]) -> int:
    return sum(map(len, frames)) + _EACH_BYTES * len(frames)


def limit_messages() -> None:
    """Have the web server use the protocol with the limits; it has no setting for them."""
    vars(auto)["AutoWebSocketsProtocol"] = MessageLimitProtocol
    vars(websockets_sansio_impl)["WebSocketsSansIOProtocol"] = MessageLimitProtocol
