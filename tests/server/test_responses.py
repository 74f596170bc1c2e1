import gzip

from asgi import ask

from lib.server.responses import ALWAYS_ASK, FOREVER, answer

TEXT = b"function tandem() {}\n" * 200


def app_of(sent):
    async def app(scope, _receive, send):
        await sent.reply(scope, send)

    return app


def test_a_text_is_packed_for_whoever_takes_it():
    app = app_of(answer(TEXT, "text/javascript", cache=FOREVER))

    packed = ask(app, accept_encoding="gzip, br")
    plain = ask(app)

    assert gzip.decompress(packed.body) == plain.body == TEXT
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) == len(packed.body) < len(TEXT) / 10
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "accept-encoding"


def test_what_packing_does_not_shrink_is_sent_as_it_is():
    noise = bytes(range(256))

    reply = ask(app_of(answer(noise, "font/woff2", cache=FOREVER)), accept_encoding="gzip")

    assert reply.body == noise
    assert "content-encoding" not in reply.headers


def test_a_copy_that_is_still_good_is_not_sent_again():
    app = app_of(answer(TEXT, "text/css", cache=ALWAYS_ASK))
    first = ask(app)

    same = ask(app, if_none_match=first.headers["etag"])
    other = ask(app, if_none_match='"another"')

    assert (same.status, same.body) == (304, b"")
    assert other.status == 200


def test_a_head_request_gets_the_headers_only():
    reply = ask(app_of(answer(TEXT, "text/css", cache=FOREVER)), method="HEAD")

    assert (reply.status, reply.body) == (200, b"")
    assert int(reply.headers["content-length"]) == len(TEXT)
