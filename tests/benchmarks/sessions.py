"""A reader's session, as a browser holds it: a websocket, one run of a page, all its messages."""

import socket
import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

_LIMIT = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Opened:
    """What one opening of a page took.

    Attributes
    ----------
    seconds
        From connecting to the end of the run.
    wire_bytes
        Bytes received, as compressed on the wire.
    messages
        Messages received.
    charts
        Charts among them.
    failed
        Whether the page showed an exception.
    """

    seconds: float
    wire_bytes: int
    messages: int
    charts: int
    failed: bool


class _CountingSocket(socket.socket):
    """A socket that knows how many bytes it has received."""

    received = 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        data = super().recv(size, flags)
        self.received += len(data)
        return data


def open_page(port: int, page: str, query: str = "") -> Opened:
    """Open a page in a session of its own and read it to the end."""
    started = time.perf_counter()
    raw = _CountingSocket(socket.AF_INET, socket.SOCK_STREAM)
    raw.connect(("127.0.0.1", port))
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    messages, charts, failed = 0, 0, False
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        sock=raw,
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(f"http://127.0.0.1:{port}"),
        max_size=_LIMIT,
    ) as stream:
        stream.send(request.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(stream.recv(timeout=120, decode=False))
            messages += 1
            element = answer.delta.new_element
            charts += element.WhichOneof("type") == "vega_lite_chart"
            failed = failed or element.WhichOneof("type") == "exception"
            if answer.WhichOneof("type") == "script_finished":
                break
    return Opened(time.perf_counter() - started, raw.received, messages, charts, failed)
