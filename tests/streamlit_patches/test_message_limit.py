"""What a client may send through a WebSocket before it is read or refused, over a connection."""

import asyncio
import contextlib
import select
import socket
import struct
import threading
import time
import zlib

import pytest
from uvicorn.protocols.websockets import auto, websockets_sansio_impl

from lib.streamlit_patches import message_limit
from lib.streamlit_patches.message_limit import (
    EDITOR_MESSAGE_BYTES,
    EXTENSION,
    MESSAGE_BYTES,
    MessageLimitProtocol,
    limit_messages,
)
from lib.streamlit_patches.shared_deflate import share_deflate
from tests.serving import served

FINAL, PART, COMPRESSED, BINARY, PING = 0x80, 0x00, 0x40, 0x02, 0x09
READING = threading.Event()
CONNECTIONS = []


async def measure(scope, receive, send):
    """Answer each message with its size; the address ``/slow`` reads none until it may."""
    if scope["path"] == "/editor":
        scope["extensions"][EXTENSION]()
    await receive()
    await send({"type": "websocket.accept"})
    while scope["path"] == "/slow" and not READING.is_set():
        await asyncio.sleep(0.01)
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "bytes": str(len(message["bytes"])).encode()})


@pytest.fixture(scope="module")
def address():
    """Give the address of a server whose WebSockets are limited, by its usual setting."""
    former = auto.AutoWebSocketsProtocol, dict(vars(websockets_sansio_impl))
    share_deflate()
    limit_messages()
    settings = {"ws_max_size": 200_000_000, "ws": "websockets-sansio"}
    with served(measure, **settings) as (server, listening_at):
        assert server.config.ws_protocol_class is MessageLimitProtocol
        CONNECTIONS.append(server.server_state.connections)
        yield listening_at
        READING.set()
    auto.AutoWebSocketsProtocol = former[0]
    vars(websockets_sansio_impl).update(former[1])


@contextlib.contextmanager
def opened(address, path="/reader"):
    with socket.create_connection(address, timeout=120) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nhost: tandem.test\r\nupgrade: websocket\r\n"
            "connection: upgrade\r\nsec-websocket-version: 13\r\n"
            "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            "sec-websocket-extensions: permessage-deflate\r\n\r\n".encode()
        )
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(1)
        assert answer.startswith(b"HTTP/1.1 101")
        yield connection


def frame(content, kind):
    """Return a frame whose mask changes nothing."""
    size = len(content)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    if size >= 1 << 16:
        length = b"\xff" + struct.pack("!Q", size)
    return bytes([kind]) + length + bytes(4) + content


def deflated(size):
    """Return ``size`` zeros, compressed as one message."""
    compressor = zlib.compressobj(wbits=-12)
    return (compressor.compress(bytes(size)) + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4]


def rest(connection):
    """Return what the server sends until it closes the connection."""
    answer = b""
    with contextlib.suppress(ConnectionError):
        while more := connection.recv(65_536):
            answer += more
    return answer


def send(connection, *frames):
    with contextlib.suppress(ConnectionError):
        for each in frames:
            connection.sendall(each)


def closed_with(answer):
    """Return the code with which the server closed, as far as it could be read."""
    position = answer.rfind(b"\x88")
    return struct.unpack("!H", answer[position + 2 : position + 4])[0] if position >= 0 else None


def test_a_message_of_the_usual_size_is_read(address):
    with opened(address) as connection:
        content = deflated(MESSAGE_BYTES)
        send(connection, frame(content, FINAL | COMPRESSED | BINARY))

        assert str(MESSAGE_BYTES).encode() in connection.recv(100)


def test_a_message_in_parts_is_read(address):
    with opened(address) as connection:
        send(connection, frame(b"a" * 9, BINARY), frame(b"b" * 9, PART), frame(b"c", FINAL))

        assert b"19" in connection.recv(100)


@pytest.mark.parametrize("end", [FINAL, PART], ids=["finished", "unfinished"])
def test_a_small_message_that_unpacks_to_a_large_one_is_refused(address, end):
    with opened(address) as connection:
        send(connection, frame(deflated(MESSAGE_BYTES + 1), end | COMPRESSED | BINARY))

        assert closed_with(rest(connection)) == 1009


def test_only_those_who_edit_send_large_messages(address):
    with opened(address, "/editor") as connection:
        send(connection, frame(deflated(EDITOR_MESSAGE_BYTES), FINAL | COMPRESSED | BINARY))

        assert str(EDITOR_MESSAGE_BYTES).encode() in connection.recv(100)

        send(connection, frame(deflated(EDITOR_MESSAGE_BYTES + 1), FINAL | COMPRESSED | BINARY))
        assert closed_with(rest(connection)) == 1009


def test_messages_that_are_not_read_yet_are_limited(address):
    content = frame(deflated(MESSAGE_BYTES), FINAL | COMPRESSED | BINARY)
    with opened(address, "/slow") as connection:
        send(connection, content * 40)

        assert closed_with(rest(connection)) == 1009


@pytest.mark.parametrize("content", [b"", b"a"])
def test_the_parts_of_a_message_are_limited_in_number(address, content):
    with opened(address) as connection:
        send(connection, frame(b"", BINARY), *[frame(content, PART) * 1_000] * 60)

        assert closed_with(rest(connection)) in {1009, None}


def test_all_connections_together_are_limited(address, monkeypatch):
    monkeypatch.setattr(message_limit, "TOTAL_BYTES", 3 * MESSAGE_BYTES)
    half = frame(deflated(MESSAGE_BYTES - 1), PART | COMPRESSED | BINARY)
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(opened(address)) for _ in range(4)]
        for connection in connections:
            send(connection, half)

        refused, _, _ = select.select(connections, [], [], 10)
        assert [closed_with(rest(connection)) for connection in refused] == [1009]


def test_a_message_must_be_finished_in_time(address, monkeypatch):
    monkeypatch.setattr(message_limit, "UNFINISHED_SECONDS", 0.1)
    with opened(address) as connection:
        send(connection, frame(b"abc", BINARY))

        assert closed_with(rest(connection)) == 1009


def test_nothing_is_counted_once_all_connections_are_closed(address):
    with opened(address) as connection:
        send(connection, frame(b"abc", BINARY))
        time.sleep(0.05)
    while MessageLimitProtocol._all_pending:
        time.sleep(0.01)


def test_a_client_that_does_not_read_gets_no_more_answers_to_pings(address):
    pings = frame(b"p" * 125, FINAL | PING) * 1_000
    with opened(address) as connection:
        send(connection, *[pings] * 80)
        unread = [each.transport.get_write_buffer_size() for each in CONNECTIONS[-1]]

        assert unread
        assert max(unread) < 1 << 20
