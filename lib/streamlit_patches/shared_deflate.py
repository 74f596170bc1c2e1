"""Messages of a page's WebSocket, compressed once for every reader.

Two readers of one page are sent the same messages but for two or three. Streamlit's server
compresses each message for each connection, after those sent before it: a quarter of what an
opening costs. Here every message is compressed by itself, as RFC 7692 §7.1.1.1 lets a server
choose, so that its packed form is good for any connection and is kept.
"""

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Sequence

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import Frame, Opcode
from websockets.typing import ExtensionParameter

_SMALLEST = 128  # bytes; below, the packed form saves less than its look-up costs
_LEVEL = 9  # packed once, sent many times
_MEMORY, _LITTLE_MEMORY = 9, 4  # room that zlib clears first: ten times what a small message costs
_SMALL = 4_096
_TAIL = b"\x00\x00\xff\xff"  # which a message leaves out: RFC 7692 §7.2.1
_MOST_KEPT = 16 * 2**20


class PackedMessages:
    """Packed forms of messages, those asked for last, up to a number of bytes.

    Only the thread that sends, that of the event loop, may use one.

    Parameters
    ----------
    most_bytes
        Bytes kept at most.
    """

    def __init__(self, most_bytes: int = _MOST_KEPT) -> None:
        self._kept: OrderedDict[tuple[bytes, int], bytes] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes

    def __len__(self) -> int:
        return len(self._kept)

    def packed(self, message: bytes, window: int = zlib.MAX_WBITS) -> bytes:
        """Return a message as it goes over the wire.

        Parameters
        ----------
        message
            The message as it is.
        window
            Bits of the window that the reader can unpack with, 9 to 15.
        """
        key = (hashlib.sha256(message).digest(), window)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = _deflated(message, window)
        self._kept[key] = made
        self._bytes += len(made)
        while self._bytes > self._most:
            self._bytes -= len(self._kept.popitem(last=False)[1])
        return made


def _deflated(message: bytes, window: int) -> bytes:
    memory = _MEMORY if len(message) > _SMALL else _LITTLE_MEMORY
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -window, memory)
    return (packer.compress(message) + packer.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_TAIL)


MESSAGES = PackedMessages()
"""What this process has sent."""


class SharedDeflate(PerMessageDeflate):
    """The packing of one connection: its own messages unpacked, those to the reader shared."""

    def encode(self, frame: Frame) -> Frame:
        """Return a frame as it is sent: packed where that is known to pay."""
        is_whole = frame.fin and frame.opcode in {Opcode.TEXT, Opcode.BINARY}
        if not is_whole or len(frame.data) < _SMALLEST:
            return frame
        packed = MESSAGES.packed(bytes(frame.data), self.local_max_window_bits)
        if len(packed) >= len(frame.data):
            return frame
        return Frame(frame.opcode, packed, rsv1=True)


class SharedDeflateFactory(ServerPerMessageDeflateFactory):
    """What the server answers a reader who can unpack messages."""

    def __init__(self, **_uvicorns_choice: object) -> None:
        super().__init__(server_no_context_takeover=True, client_max_window_bits=12)

    def process_request_params(
        self,
        params: Sequence[ExtensionParameter],
        accepted_extensions: Sequence[Extension],
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        """Agree with a reader on how messages are packed, and return what packs them."""
        answer, agreed = super().process_request_params(params, accepted_extensions)
        return answer, SharedDeflate(
            agreed.remote_no_context_takeover,
            agreed.local_no_context_takeover,
            agreed.remote_max_window_bits,
            agreed.local_max_window_bits,
        )


def share_packing() -> None:
    """Have the web server pack messages once for every reader; it has no setting for it."""
    vars(websockets_sansio_impl)[ServerPerMessageDeflateFactory.__name__] = SharedDeflateFactory


def keep_packed(message: bytes) -> None:
    """Pack a message before any reader asks for it."""
    if len(message) >= _SMALLEST:
        MESSAGES.packed(message)
