import gzip

import brotli
import pytest

from lib.server.responses import FOREVER, REVALIDATE, cached_response
from tests.asgi import ask

TEXT = b"function tandem() {}\n" * 200


def app_of(sent):
    async def app(scope, _receive, send):
        await sent.send(scope, send)

    return app


def test_a_text_is_compressed_for_clients_that_accept_it():
    app = app_of(cached_response(TEXT, "text/javascript", cache=FOREVER))

    packed = ask(app, accept_encoding="gzip, deflate")
    smaller = ask(app, accept_encoding="gzip, deflate, br, zstd")
    plain = ask(app)

    assert gzip.decompress(packed.body) == brotli.decompress(smaller.body) == plain.body == TEXT
    assert packed.headers["content-encoding"] == "gzip"
    assert smaller.headers["content-encoding"] == "br"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) == len(packed.body) < len(TEXT) / 10
    assert len(smaller.body) < len(packed.body)
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip; q=0", None),
        ("GZIP;q=0.5", "gzip"),
        ("brown, gzipped", None),
        ("br;q=1.0", "br"),
        ("", None),
    ],
)
def test_a_reader_gets_only_an_encoding_that_is_taken(accepted, sent):
    reply = ask(app_of(cached_response(TEXT, "text/css", cache=FOREVER)), accept_encoding=accepted)

    assert reply.headers.get("content-encoding") == sent


def test_what_compression_does_not_shorten_is_sent_unchanged():
    noise = bytes(range(256))

    reply = ask(
        app_of(cached_response(noise, "font/woff2", cache=FOREVER)), accept_encoding="gzip, br"
    )

    assert reply.body == noise
    assert "content-encoding" not in reply.headers


def test_a_current_copy_is_not_sent_again():
    app = app_of(cached_response(TEXT, "text/css", cache=REVALIDATE))
    first = ask(app)

    same = ask(app, if_none_match=first.headers["etag"])
    other = ask(app, if_none_match='"another"')

    assert (same.status, same.body) == (304, b"")
    assert other.status == 200


def test_a_head_request_gets_the_headers_only():
    reply = ask(app_of(cached_response(TEXT, "text/css", cache=FOREVER)), method="HEAD")

    assert (reply.status, reply.body) == (200, b"")
    assert int(reply.headers["content-length"]) == len(TEXT)
