import json

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse

from lib.server.middleware import access as access_middleware
from lib.server.middleware.access import OPEN_PATHS
from lib.store.database import close_shared, shared_database
from lib.store.share_links import openings, revoke_link
from tests.asgi import ask, connect, guarded
from tests.sharing import a_link, cookie_of

STRANGER = ("192.168.1.7", 50_000)
MEDIA = b"\x12 /media/0123abcd.csv \x1a"


async def everything(scope, receive, send):
    """Answer any request with the header of the access middleware."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": MEDIA})
    else:
        auth = Request(scope).headers.get("x-tandem-auth")
        await JSONResponse({"data": auth})(scope, receive, send)


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Give the database of a server that listens on this machine alone."""
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    monkeypatch.setattr(access_middleware, "is_owner_let_in", lambda: True)
    yield shared_database(path)
    close_shared(path)


@pytest.fixture
def open_to_all(served, monkeypatch):
    """Give the database of a server that other machines can reach."""
    monkeypatch.setattr(access_middleware, "is_owner_let_in", lambda: False)
    return served


PATHS = [
    "/",
    "/metric_pairs?lang=fr",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/_stcore/metrics",
    "/_stcore/agent/interact",
    "/media/0123.csv",
    "/component/any",
]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_another_machine_gets_only_the_refusal(path, method):
    reply = ask(guarded(everything), path, method=method, client=STRANGER)

    assert reply.status == 403
    assert "data" not in reply.text.replace("metadata", "")
    assert "Tandem ne s’ouvre que par un lien" in reply.text


@pytest.mark.usefixtures("served")
def test_a_refusal_speaks_the_language_of_its_reader():
    reply = ask(guarded(everything), "/", client=STRANGER, accept_language="en-GB,en")

    assert "Tandem opens here by a link only." in reply.text
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", PATHS)
def test_the_local_user_reaches_everything(path):
    assert json.loads(ask(guarded(everything), path, method="PUT").text) == {"data": "local"}


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("path", PATHS)
def test_where_others_can_connect_editing_needs_a_sign_in(path):
    assert ask(guarded(everything), path).status == 403
    assert connect(guarded(everything)) == ["websocket.close"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", sorted(OPEN_PATHS))
def test_anyone_may_ask_whether_the_server_lives(path):
    assert ask(guarded(everything), path, client=STRANGER).status == 200


@pytest.mark.usefixtures("served")
def test_the_websocket_of_another_machine_is_closed_before_it_opens():
    assert connect(guarded(everything), client=STRANGER) == ["websocket.close"]
    assert connect(guarded(everything), host="evil.example") == ["websocket.close"]
    assert connect(guarded(everything))[0] == "websocket.accept"


def test_a_page_of_another_site_opens_and_changes_nothing_in_its_readers_name(served):
    cookie = cookie_of(served, a_link(served).link)
    evil = {"origin": "https://evil.example", "cookie": cookie}

    assert connect(guarded(everything), **evil) == ["websocket.close"]
    assert ask(guarded(everything), "/", method="POST", **evil).status == 403
    assert ask(guarded(everything), "/", method="POST", cookie=cookie).status == 200


@pytest.mark.usefixtures("served")
def test_a_request_cannot_set_our_header():
    reply = ask(guarded(everything), "/healthz", x_tandem_auth="local", client=STRANGER)

    assert json.loads(reply.text) == {"data": None}


def test_a_link_opens_its_pages_and_says_why_it_opens_no_other(served):
    cookie = cookie_of(served, a_link(served, pages=["metric_pairs"]).link)

    def status(path, method="GET"):
        return ask(guarded(everything), path, method=method, client=STRANGER, cookie=cookie).status

    assert status("/metric_pairs") == 200
    assert status("/") == 200
    assert [status(path) for path in ("/overview", "/one_on_one", "/uploads", "/sharing")] == [
        403
    ] * 4
    assert status("/_stcore/upload_file/s/f", "PUT") == 403
    assert status("/_stcore/metrics") == 403
    assert connect(guarded(everything), cookie=cookie, client=STRANGER)[0] == "websocket.accept"


def test_a_reader_fetches_the_files_offered_to_them_and_no_others(served):
    offered = cookie_of(served, a_link(served).link)
    other = cookie_of(served, a_link(served).link)
    app = guarded(everything)

    connect(app, cookie=offered)

    assert ask(app, "/media/0123abcd.csv", cookie=offered).status == 200
    assert ask(app, "/media/ffff.csv", cookie=offered).status == 403
    assert ask(app, "/media/0123abcd.csv", cookie=other).status == 403


def test_a_revoked_link_closes_everything_and_shows_the_owner_the_way_back(served):
    link = a_link(served).link
    cookie = cookie_of(served, link)
    revoke_link(served, link.share_link_id, author="local")

    reply = ask(guarded(everything), "/", cookie=cookie, accept_language="en")
    far = ask(guarded(everything), "/", cookie=cookie, accept_language="en", client=STRANGER)

    assert reply.status == far.status == 403
    assert "This link was revoked." in reply.text
    assert 'href="/leave"' in reply.text
    assert 'href="/leave"' not in far.text
    assert connect(guarded(everything), cookie=cookie) == ["websocket.close"]


def test_a_reader_who_comes_back_the_next_day_makes_another_visit(served):
    link = a_link(served).link
    old = cookie_of(served, link, issued=1_000_000_000, now=0)

    reply = ask(guarded(everything), "/", cookie=old)

    assert reply.headers["set-cookie"].startswith("tandem_link=")
    assert "HttpOnly" in reply.headers["set-cookie"]
    with served.reading() as connection:
        assert openings(connection)[link.share_link_id].times == 1
    assert "set-cookie" not in ask(guarded(everything), "/", cookie=cookie_of(served, link)).headers
