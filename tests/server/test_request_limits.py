"""What an anonymous client sends costs the server no more than its size."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from lib.server.application import middleware
from lib.server.middleware.request_limits import (
    COOKIE_BYTES,
    HEADER_COUNT,
    PATH_BYTES,
    QUERY_BYTES,
    RequestLimitsMiddleware,
    is_python_fixed,
)
from tests.asgi import ask, connect
from tests.signing_in import a_cookie, header_of


async def cookies_seen(scope, receive, send):
    """Answer with the cookies that an application behind would parse."""
    await PlainTextResponse(repr(Request(scope).cookies))(scope, receive, send)


APP = RequestLimitsMiddleware(cookies_seen)


def seen(cookie):
    return ask(APP, "/", cookie=cookie).text


@pytest.mark.parametrize("name", ["a", "tandem_view", "_streamlit_user", "_streamlit_user_1"])
def test_a_cookie_of_quoted_backslashes_is_harmless(name):
    cookie = f'{name}="' + "\\" * 45_000 + '"'
    started = time.perf_counter()

    assert seen(cookie) == "{}"
    assert time.perf_counter() - started < 2


def test_only_our_own_cookies_are_passed_on():
    ours = {"tandem_view": "a.b-c", "tandem_back": "%2Fsquads", "_streamlit_user_12": "x"}
    others = {"session": "1", "tandem_viewer": "2", "xtandem_view": "3", "_streamlit_user_123": "4"}

    assert seen(header_of(others | ours)) == repr(ours)


def test_the_cookies_of_a_sign_in_pass_as_streamlit_writes_them():
    cookies = a_cookie(email="anne@example.com", groups=["a" * 40] * 40)

    assert seen(header_of(cookies)) == repr(cookies)
    assert seen('_streamlit_user="2|1:0|a=="') == repr({"_streamlit_user": "2|1:0|a=="})


def test_cookies_beyond_the_limit_are_dropped():
    assert seen("tandem_view=" + "a" * (COOKIE_BYTES + 1)) == "{}"


@given(st.text(st.characters(codec="latin-1"), max_size=200))
def test_no_cookie_with_a_backslash_is_passed_on(text):
    async def check(scope, receive, send):
        cookies = [value for name, value in scope["headers"] if name == b"cookie"]
        assert not any(b"\\" in value for value in cookies)
        await PlainTextResponse("")(scope, receive, send)

    async def app(scope, receive, send):
        headers = [(b"cookie", f"tandem_view={text}".encode("latin-1"))]
        await RequestLimitsMiddleware(check)({**scope, "headers": headers}, receive, send)

    assert ask(app).status == 200


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/" + "a" * PATH_BYTES, {}, 414),
        ("/?" + "a" * (QUERY_BYTES + 1), {}, 414),
        ("/", {f"x_{k}": "a" for k in range(HEADER_COUNT)}, 431),
        ("/", {f"x_{k}": "a" * 4_000 for k in range(13)}, 431),
        ("/?" + "a" * QUERY_BYTES, {"x": "a" * 30_000}, 200),
    ],
)
def test_a_request_is_refused_beyond_each_limit(path, headers, status):
    assert ask(APP, path, **headers).status == status


def test_a_websocket_is_refused_beyond_a_limit():
    assert connect(APP, "/" + "a" * PATH_BYTES) == ["websocket.close"]


def test_the_limits_stand_before_everything_that_parses_a_request():
    names = [entry.cls.__name__ for entry in middleware()]

    assert names.index("RequestLimitsMiddleware") < names.index("SecurityHeadersMiddleware")


@pytest.mark.parametrize(
    ("version", "is_fixed"),
    [
        ((3, 11, 9), False),
        ((3, 11, 10), True),
        ((3, 12, 5), False),
        ((3, 12, 6), True),
        ((3, 13, 0), True),
    ],
)
def test_python_versions_with_the_quadratic_parser_are_known(version, is_fixed):
    assert is_python_fixed(version) is is_fixed
