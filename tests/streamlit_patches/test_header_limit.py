"""What a client may send before it is answered or refused, over a real connection."""

import contextlib
import resource
import socket

import pytest
from uvicorn.protocols.http import auto

from lib.streamlit_patches import header_limit
from lib.streamlit_patches.header_limit import (
    LIMIT_BYTES,
    HeaderLimitProtocol,
    connection_limit,
    limit_headers,
)
from tests.serving import served

HOST = b"host: tandem.test\r\n"
CHUNKED = b"POST /taken HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n\r\n"


async def count_body(_scope, receive, send):
    """Answer with the number of bytes of the body."""
    size, more = 0, True
    while more:
        reply = await receive()
        size, more = size + len(reply.get("body", b"")), reply.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"{size} bytes".encode()})


@pytest.fixture(scope="module")
def address():
    """Give the address of a server whose connections are bounded, by its usual setting."""
    former = auto.AutoHTTPProtocol
    limit_headers()
    with served(count_body, access_log=False, timeout_keep_alive=1) as (server, listening_at):
        assert server.config.http_protocol_class is HeaderLimitProtocol
        yield listening_at
    auto.AutoHTTPProtocol = former


def reply(address, *parts):
    """Send parts of a request, as far as the server takes them, and return its answer."""
    with socket.create_connection(address, timeout=120) as connection:
        answer = b""
        with contextlib.suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
        with contextlib.suppress(ConnectionError):
            while more := connection.recv(65_536):
                answer += more
        return answer


def test_a_request_in_pieces_is_answered(address):
    answer = reply(address, b"GET / HT", b"TP/1.1\r\n", HOST, b"connection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\n0 bytes\r\n" in answer


def test_a_body_may_be_longer_than_any_head(address):
    size = LIMIT_BYTES * 40
    head = b"POST /taken HTTP/1.1\r\n" + HOST + b"connection: close\r\n"

    answer = reply(address, head + f"content-length: {size}\r\n\r\n".encode() + bytes(size))

    assert f"\r\n{size} bytes\r\n".encode() in answer


def test_a_body_in_many_small_parts_is_taken(address):
    count = LIMIT_BYTES // 3
    parts = b"2\r\nab\r\n" * count + b"0\r\n\r\n"

    answer = reply(address, CHUNKED.replace(HOST, HOST + b"connection: close\r\n") + parts)

    assert f"\r\n{count * 2} bytes\r\n".encode() in answer


@pytest.mark.parametrize(
    "start",
    [
        b"GET /",
        b"GET / HTTP/1.1\r\nname: ",
        CHUNKED + b"2\r\nab\r\n0\r\nname: ",
    ],
    ids=["address", "head", "trailer"],
)
def test_what_never_ends_is_refused(address, start):
    endless = [b"x" * 10_000] * (LIMIT_BYTES // 10_000 + 50)

    answer = reply(address, start, *endless)

    assert b"HTTP/1.1 400" in answer or not answer


def test_headers_without_end_are_refused(address):
    answer = reply(address, b"GET / HTTP/1.1\r\n", *[b"name: value\r\n" * 800] * 100)

    assert b"400" in answer or not answer


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nname: ", b"\r\n"])
def test_the_head_of_a_request_must_arrive_in_time(address, start, monkeypatch):
    monkeypatch.setattr(header_limit, "HEAD_SECONDS", 0.1)

    assert reply(address, start) == b""


def test_a_body_must_arrive_in_time(address, monkeypatch):
    monkeypatch.setattr(header_limit, "BODY_SECONDS", 0.1)

    assert reply(address, CHUNKED + b"2\r\nab\r\n") == b""


def test_a_connection_beyond_the_limit_is_closed_and_the_others_are_served(address, monkeypatch):
    with socket.create_connection(address, timeout=120) as connection:
        connection.sendall(b"GET /")
        monkeypatch.setattr(header_limit, "connection_limit", lambda: 1)

        assert reply(address, b"GET / HTTP/1.1\r\n" + HOST + b"\r\n") == b""

        connection.sendall(b" HTTP/1.1\r\n" + HOST + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_connections_leave_file_handles_to_the_database():
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)

    assert 0 < connection_limit() < files
