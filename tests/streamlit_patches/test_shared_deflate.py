"""Messages are compressed once for all clients, and every client receives what was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import Frame, Opcode

from lib.streamlit_patches.shared_deflate import (
    MESSAGES,
    DeflateCache,
    SharedDeflateFactory,
    deflate_ahead,
)
from lib.streamlit_patches.shared_deflate import share_deflate as share


def connected(**offer):
    """Return both ends of one connection, as they agreed, and the server's answer."""
    reader = ClientPerMessageDeflateFactory(**offer)
    answer, server = SharedDeflateFactory().process_request_params(reader.get_request_params(), [])
    return server, reader.process_response_params(answer, []), dict(answer)


messages = st.lists(
    st.binary(max_size=400)
    | st.builds(lambda part, n: part * n, st.binary(max_size=9), st.integers(0, 999))
)


@given(
    messages,
    st.sampled_from([{}, {"client_max_window_bits": True}, {"server_max_window_bits": 10}]),
)
def test_every_client_receives_what_was_sent(sent, offer):
    for _ in range(2):
        server, reader, _answer = connected(**offer)

        frames = [server.encode(Frame(Opcode.BINARY, message)) for message in sent]

        assert [bytes(reader.decode(frame).data) for frame in frames] == sent


@given(messages)
def test_messages_of_a_client_arrive(sent):
    server, reader, _answer = connected(client_max_window_bits=True)

    frames = [reader.encode(Frame(Opcode.BINARY, message)) for message in sent]

    assert [bytes(server.decode(frame).data) for frame in frames] == sent


def test_a_message_is_compressed_once_for_two_clients():
    message = b"the same chart " * 40
    first, second = connected()[0], connected()[0]

    compressed = first.encode(Frame(Opcode.BINARY, message))
    again = second.encode(Frame(Opcode.BINARY, message))

    assert len(compressed.data) < len(message) / 5
    assert again.data is compressed.data


def test_clients_learn_that_messages_are_compressed_independently():
    answer = connected(client_max_window_bits=True)[2]

    assert "server_no_context_takeover" in answer
    assert int(answer["client_max_window_bits"]) == 12


@pytest.mark.parametrize(
    "frame",
    [
        Frame(Opcode.PING, b"p" * 120),
        Frame(Opcode.BINARY, b"small"),
        Frame(Opcode.BINARY, bytes(range(256))),
        Frame(Opcode.BINARY, b"a part " * 99, fin=False),
        Frame(Opcode.CONT, b"the rest " * 99),
    ],
    ids=["control", "small", "no gain", "first part", "last part"],
)
def test_frames_that_compression_does_not_shorten_are_sent_unchanged(frame):
    assert connected()[0].encode(frame) is frame


def test_the_cache_is_bounded_and_drops_the_least_recently_used():
    cache = DeflateCache(limit=60)
    first = cache.deflated(b"a" * 999)
    for byte in range(9):
        cache.deflated(bytes([byte]) * 999)
        assert cache.deflated(b"a" * 999) is first

    assert 1 < len(cache) < 9


def test_a_message_can_be_compressed_ahead():
    message, before = b"warmed up " * 90, len(MESSAGES)

    deflate_ahead(message)
    deflate_ahead(b"small")

    assert len(MESSAGES) == before + 1
    assert connected()[0].encode(Frame(Opcode.BINARY, message)).data is MESSAGES.deflated(message)


def test_the_web_server_uses_the_shared_cache(monkeypatch):
    name = ServerPerMessageDeflateFactory.__name__
    monkeypatch.setattr(websockets_sansio_impl, name, ServerPerMessageDeflateFactory)

    share()

    assert getattr(websockets_sansio_impl, name) is SharedDeflateFactory
