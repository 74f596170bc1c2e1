"""Messages are packed once for every reader, and every reader gets what was sent."""

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
    PackedMessages,
    SharedDeflateFactory,
    keep_packed,
)
from lib.streamlit_patches.shared_deflate import share_packing as share


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
def test_every_reader_gets_what_was_sent(sent, offer):
    for _ in range(2):
        server, reader, _answer = connected(**offer)

        frames = [server.encode(Frame(Opcode.BINARY, message)) for message in sent]

        assert [bytes(reader.decode(frame).data) for frame in frames] == sent


@given(messages)
def test_what_a_reader_sends_arrives(sent):
    server, reader, _answer = connected(client_max_window_bits=True)

    frames = [reader.encode(Frame(Opcode.BINARY, message)) for message in sent]

    assert [bytes(server.decode(frame).data) for frame in frames] == sent


def test_a_message_is_packed_once_for_two_readers():
    message = b"the same chart " * 40
    first, second = connected()[0], connected()[0]

    told = first.encode(Frame(Opcode.BINARY, message))
    again = second.encode(Frame(Opcode.BINARY, message))

    assert len(told.data) < len(message) / 5
    assert again.data is told.data


def test_readers_are_told_that_no_message_needs_the_ones_before():
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
def test_what_packing_does_not_serve_goes_as_it_is(frame):
    assert connected()[0].encode(frame) is frame


def test_only_so_much_is_kept_and_the_last_asked_for_stays():
    kept = PackedMessages(most_bytes=60)
    first = kept.packed(b"a" * 999)
    for one in range(9):
        kept.packed(bytes([one]) * 999)
        assert kept.packed(b"a" * 999) is first

    assert 1 < len(kept) < 9


def test_a_message_may_be_packed_before_any_reader_asks():
    message, before = b"rehearsed " * 90, len(MESSAGES)

    keep_packed(message)
    keep_packed(b"small")

    assert len(MESSAGES) == before + 1
    assert connected()[0].encode(Frame(Opcode.BINARY, message)).data is MESSAGES.packed(message)


def test_the_web_server_is_given_the_shared_packing(monkeypatch):
    name = ServerPerMessageDeflateFactory.__name__
    monkeypatch.setattr(websockets_sansio_impl, name, ServerPerMessageDeflateFactory)

    share()

    assert getattr(websockets_sansio_impl, name) is SharedDeflateFactory
