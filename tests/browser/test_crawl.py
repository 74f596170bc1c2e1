"""A crawl as every kind of visitor over every address: no visitor gets data that is not theirs.

The real server is asked, at once for HTTP and the WebSocket. What must not leave is counted by
marks that stand in the data: names, figures and files of the demo company.
"""

import json
import shutil
import urllib.error
import urllib.request

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from lib.domain.pages import PAGE_NAMES, SHAREABLE_PAGES
from tests.browser.conftest import serve
from tests.browser.test_share_links import link, share
from tests.serving import run_of

MARKS = ("Tramontille", "Vendeurs", "Atelier Pro", "atelier_pro", "Chiffre d", "lcp_mobile")
ROUTES = (
    *(f"/{page}" for page in PAGE_NAMES),
    "/",
    "/metrics",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/session/file",
    "/_stcore/allowed-message-origins",
    "/media/0123456789abcdef.csv",
    "/media/../data/tandem.duckdb",
    "/component/any/index.html",
    "/app/static/any",
    "/static/../../data/tandem.duckdb",
    "/data/tandem.duckdb",
    "/.streamlit/secrets.toml",
    "/app.py",
    "/s/",
    "/s/any",
    "/s/any/brief",
    "/healthz",
    "/robots.txt",
    "/v/0a1b2c3d4e/",
    "/visit?pass=any&to=/",
    "/sign-in",
    "/auth/login",
    "/oauth2callback?code=any&state=any",
    "/openapi.json",
    "/docs",
)


@pytest.fixture(scope="module")
def public(demo_file, tmp_path_factory):
    """Serve the demo company as if other machines could connect: local requests have no rights."""
    path = tmp_path_factory.mktemp("public") / "company.duckdb"
    shutil.copy(demo_file, path)
    with serve(path, TANDEM_ADDRESS="https://tandem.example.com") as server:
        yield server


def cookie_from(url):
    """Return the cookie that a link gives, or an empty one."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(url, timeout=120)
    except urllib.error.HTTPError as answer:
        return (answer.headers["set-cookie"] or "").partition(";")[0]
    return ""


def forged(cookie):
    """Return a cookie whose signature has one letter changed."""
    return cookie[:-2] + ("A" if cookie[-2] != "A" else "B") + cookie[-1]


def ask(server, path, cookie, method="GET"):
    request = urllib.request.Request(
        server.url + path, method=method, headers={"Cookie": cookie} if cookie else {}
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            return reply.status, reply.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def page_by_socket(server, page, cookie):
    """Return all that the WebSocket sends to who opens a page; nothing where it is closed."""
    request, received = BackMsg(), []
    request.rerun_script.query_string = "lang=fr"
    request.rerun_script.page_name = page
    try:
        with connect(
            server.url.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": cookie} if cookie else {},
            max_size=None,
        ) as stream:
            stream.send(request.SerializeToString())
            received.extend(data.decode("utf-8", "replace") for data in run_of(stream))
    except WebSocketException:
        return ""
    return "".join(received)


def marks(text):
    return sum(text.count(mark) for mark in MARKS)


def test_no_visitor_gets_a_byte_of_data_that_is_not_theirs(public):
    _, one_page = link(public, "objectives")
    identifier, revoked = link(public, "overview,metric_pairs")
    _, expired = link(public, "overview", "--expires", "1h")
    cookies = {
        "nobody": "",
        "revoked": cookie_from(revoked),
        "forged": forged(cookie_from(one_page)),
        "made up": "tandem_view=0123456789.1700000000..31." + "0" * 64,
        "signed in elsewhere": "_streamlit_user=anything.at.all",
    }
    limited, live = cookie_from(one_page), cookie_from(expired)
    share(public, "revoke", identifier)
    counted = 0
    for sender, cookie in cookies.items():
        for route in ROUTES:
            for method in ("GET", "POST", "PUT", "DELETE"):
                status, text = ask(public, route, cookie, method)
                assert marks(text) == 0, (sender, route, method)
                assert status < 500, (sender, route, method)
                counted += 1
        for page in ("", *PAGE_NAMES):
            assert page_by_socket(public, page, cookie) == "", (sender, page)
            counted += 1

    for route in ROUTES:
        status, text = ask(public, route, limited)
        assert marks(text) == 0, route  # pages come by the socket
        if route.strip("/") in PAGE_NAMES and route != "/objectives":
            assert status == 403, route
    texts = {page: page_by_socket(public, page, limited) for page in PAGE_NAMES}
    assert marks(texts["objectives"]) > 0
    assert {page for page, text in texts.items() if "Objectifs et r" in text or marks(text)} <= {
        "objectives",
        "overview",  # its address leads to the first page of the link
    }
    assert marks(page_by_socket(public, "overview", live)) > 0
    assert counted > 5 * len(ROUTES)


def test_a_link_to_everything_opens_no_page_of_those_who_edit(public):
    _, url = link(public, ",".join(SHAREABLE_PAGES))
    cookie = cookie_from(url)

    for page in set(PAGE_NAMES) - set(SHAREABLE_PAGES):
        assert ask(public, f"/{page}", cookie)[0] == 403
        assert marks(page_by_socket(public, page, cookie)) == 0
    for path in ("/metrics", "/_stcore/upload_file/s/f", "/media/0123.csv"):
        assert ask(public, path, cookie, "PUT" if "upload" in path else "GET")[0] == 403


def test_what_anyone_may_ask_says_nothing_of_the_company(public):
    status, text = ask(public, "/healthz", "")

    assert status == 200
    assert set(json.loads(text)) == {"status", "database", "data_version", "uploads"}
