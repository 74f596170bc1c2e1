from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.middleware.index_page import IndexPageMiddleware, index_page
from lib.streamlit_patches.frontend import frontend_page
from tests.asgi import ask, connect

FOLDER = Path(get_static_dir())
PAGE = frontend_page(FOLDER)


@pytest.fixture(scope="module")
def app():
    """Give our page before the frontend's own handler."""
    behind = Starlette(
        routes=[
            Route("/healthz", lambda _request: JSONResponse({"status": "ok"})),
            Route("/media/table.html", lambda _request: HTMLResponse("<p>a download</p>")),
            Route("/broken", lambda _request: HTMLResponse("<p>no</p>", status_code=500)),
            Mount("/", create_streamlit_static_handler(str(FOLDER), "")),
        ]
    )
    return IndexPageMiddleware(behind, page=PAGE)


@pytest.mark.parametrize("path", ["/", "/metric_pairs", "/nobody_knows"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_opens_in_the_language_asked_for(app, path, language):
    reply = ask(app, f"{path}?lang={language}")

    assert reply.status == 200
    assert f'<html lang="{language}" translate="no">' in reply.text
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert reply.headers["vary"] == "accept-encoding, accept-language"


def test_the_page_bears_our_name_and_tells_nothing_of_the_data(app):
    french = ask(app, "/?lang=fr").text

    assert "<title>Tandem</title>" in french
    assert 'content="Les indicateurs produit à côté des indicateurs métier' in french
    assert '<meta name="robots" content="noindex, nofollow">' in french
    assert "Streamlit" not in french.replace("StreamlitMarkdown", "")
    assert "service-desc" not in french
    assert "<noscript><p>Tandem a besoin de JavaScript" in french
    assert f'<script defer src="{SCRIPT_PATH}"></script>' in french


def test_the_page_brings_its_style_without_the_reasons(app):
    style = ask(app, "/?lang=en").text.partition("<style>")[2].partition("</style>")[0]

    assert "details > summary {opacity: 0.82;}" in style
    assert "/*" not in style


def test_the_frontend_is_loaded_as_before():
    cached = [line for line in PAGE.splitlines() if "/static/" in line]

    assert cached
    for line in cached:
        assert line in index_page(PAGE, "en")


def test_a_copy_of_the_page_is_asked_for_and_kept(app):
    first = ask(app, "/?lang=fr", accept_encoding="gzip")

    again = ask(app, "/?lang=fr", if_none_match=first.headers["etag"])
    other = ask(app, "/?lang=en", if_none_match=first.headers["etag"])

    assert first.headers["cache-control"] == "no-cache"
    assert (again.status, again.body) == (304, b"")
    assert other.status == 200


def test_a_stale_condition_never_reaches_the_page_behind(app):
    reply = ask(app, "/", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT", range="bytes=0-10")

    assert reply.status == 200
    assert reply.text.endswith("</html>")


def test_what_is_no_page_is_left_alone(app):
    assert ask(app, "/healthz").text == '{"status":"ok"}'
    assert ask(app, "/media/table.html").text == "<p>a download</p>"
    assert ask(app, "/broken").text == "<p>no</p>"
    assert ask(app, "/favicon.png").body.startswith(b"\x89PNG")


def test_a_request_that_is_no_http_is_passed_on():
    seen = []

    async def behind(scope, _receive, _send):
        seen.append(scope["type"])

    connect(IndexPageMiddleware(behind, page=PAGE))

    assert seen == ["websocket"]
