"""A crawl as every kind of visitor over every address: no visitor gets data that is not theirs.

The real server is asked, at once for HTTP and the WebSocket. What must not leave is counted by
marks that stand in the data: names, figures and files of the demo company.
"""

import json
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Visitor:
    """The cookie of a visitor, and the start of the addresses that a browser sends it to."""

    cookie: str = ""
    prefix: str = ""

    def forged(self):
        """Return a visitor whose cookie has one letter of the signature changed."""
        letter = "A" if self.cookie[-2] != "A" else "B"
        return replace(self, cookie=self.cookie[:-2] + letter + self.cookie[-1])

    def outside(self):
        """Return a visitor that sends the same cookie to the addresses outside the view."""
        return replace(self, prefix="")


def answer_headers(url):
    """Return the headers of an answer; a redirect is not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        with urllib.request.build_opener(Stay).open(url, timeout=120) as reply:
            return reply.headers
    except urllib.error.HTTPError as answer:
        return answer.headers


def visitor_of(server, identifier, url):
    """Open a link as a browser does, and return its reader."""
    visit = answer_headers(url)["location"]
    cookie = answer_headers(server.url + visit)["set-cookie"].partition(";")[0]
    return Visitor(cookie, f"/v/{identifier}")


def ask(server, path, visitor, method="GET"):
    headers = {"Cookie": visitor.cookie} if visitor.cookie else {}
    request = urllib.request.Request(
        server.url + visitor.prefix + path, method=method, headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            return reply.status, reply.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def page_by_socket(server, page, visitor):
    """Return all that the WebSocket sends to who opens a page; nothing where it is closed."""
    request, received = BackMsg(), []
    request.rerun_script.query_string = "lang=fr"
    request.rerun_script.page_name = page
    try:
        with connect(
            f"{server.url.replace('http', 'ws')}{visitor.prefix}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": visitor.cookie} if visitor.cookie else {},
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
    limited = visitor_of(public, *link(public, "objectives"))
    identifier, url = link(public, "overview,metric_pairs")
    revoked = visitor_of(public, identifier, url)
    live = visitor_of(public, *link(public, "overview", "--expires", "1h"))
    visitors = {
        "nobody": Visitor(),
        "nobody in a view": Visitor(prefix=limited.prefix),
        "in the view of another link": replace(limited, prefix=live.prefix),
        "outside its view": limited.outside(),
        "revoked": revoked,
        "forged": limited.forged(),
        "made up": Visitor("tandem_view=0123456789.1700000000..31." + "0" * 64, limited.prefix),
        "signed in elsewhere": Visitor("_streamlit_user=anything.at.all"),
    }
    share(public, "revoke", identifier)
    counted = 0
    for sender, visitor in visitors.items():
        for route in ROUTES:
            for method in ("GET", "POST", "PUT", "DELETE"):
                status, text = ask(public, route, visitor, method)
                assert marks(text) == 0, (sender, route, method)
                assert status < 500, (sender, route, method)
                counted += 1
        for page in ("", *PAGE_NAMES):
            assert page_by_socket(public, page, visitor) == "", (sender, page)
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
    assert counted > len(visitors) * len(ROUTES)


def test_a_link_to_everything_opens_no_page_of_those_who_edit(public):
    visitor = visitor_of(public, *link(public, ",".join(SHAREABLE_PAGES)))

    for page in set(PAGE_NAMES) - set(SHAREABLE_PAGES):
        assert ask(public, f"/{page}", visitor)[0] == 403
        assert marks(page_by_socket(public, page, visitor)) == 0
    for path in ("/metrics", "/_stcore/upload_file/s/f", "/media/0123.csv"):
        assert ask(public, path, visitor, "PUT" if "upload" in path else "GET")[0] == 403


def test_what_anyone_may_ask_says_nothing_of_the_company(public):
    status, text = ask(public, "/healthz", Visitor())

    assert status == 200
    assert set(json.loads(text)) == {"status", "database", "data_version", "uploads"}
