import json

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse

from lib.server.middleware import access as access_middleware
from lib.server.middleware.access import OPEN_PATHS
from lib.store.database import close_shared, shared_database
from lib.store.share_links import openings, revoke_link
from tests.asgi import ask, connect, guarded, messages
from tests.sharing import a_link, cookie_of, view_of

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
    link = a_link(served).link
    cookie, stream = cookie_of(served, link), view_of(link, "/_stcore/stream")
    evil = {"origin": "https://evil.example", "cookie": cookie}

    assert connect(guarded(everything), stream, **evil) == ["websocket.close"]
    assert ask(guarded(everything), view_of(link), method="POST", **evil).status == 403
    assert ask(guarded(everything), view_of(link), method="POST", cookie=cookie).status == 200


@pytest.mark.usefixtures("served")
def test_a_request_cannot_set_our_header():
    reply = ask(guarded(everything), "/healthz", x_tandem_auth="local", client=STRANGER)

    assert json.loads(reply.text) == {"data": None}


def test_a_link_opens_its_pages_and_says_why_it_opens_no_other(served):
    link = a_link(served, pages=["metric_pairs"]).link
    reader = {"client": STRANGER, "cookie": cookie_of(served, link)}

    def status(path, method="GET"):
        return ask(guarded(everything), view_of(link, path), method=method, **reader).status

    assert status("/metric_pairs") == 200
    assert status("/") == 200
    assert [status(path) for path in ("/overview", "/one_on_one", "/uploads", "/sharing")] == [
        403
    ] * 4
    assert status("/_stcore/upload_file/s/f", "PUT") == 403
    assert status("/_stcore/metrics") == 403
    stream = view_of(link, "/_stcore/stream")
    assert connect(guarded(everything), stream, **reader)[0] == "websocket.accept"


def test_a_reader_fetches_the_files_offered_to_them_and_no_others(served):
    app, link, other = guarded(everything), a_link(served).link, a_link(served).link

    def status(reader, path):
        return ask(app, view_of(reader, path), cookie=cookie_of(served, reader)).status

    connect(app, view_of(link, "/_stcore/stream"), cookie=cookie_of(served, link))

    assert status(link, "/media/0123abcd.csv") == 200
    assert status(link, "/media/ffff.csv") == 403
    assert status(other, "/media/0123abcd.csv") == 403


def test_a_revoked_link_closes_everything_and_shows_the_owner_the_way_back(served):
    link = a_link(served).link
    cookie = cookie_of(served, link)
    revoke_link(served, link.share_link_id, author="local")

    reader = {"cookie": cookie, "accept_language": "en"}
    reply = ask(guarded(everything), view_of(link, "/metric_pairs"), **reader)
    far = ask(guarded(everything), view_of(link, "/metric_pairs"), **reader, client=STRANGER)

    assert reply.status == far.status == 403
    assert "This link was revoked." in reply.text
    assert 'href="/metric_pairs"' in reply.text
    assert 'href="/metric_pairs"' not in far.text
    stream = view_of(link, "/_stcore/stream")
    assert connect(guarded(everything), stream, cookie=cookie) == ["websocket.close"]


def times(database, link):
    with database.reading() as connection:
        opening = openings(connection).get(link.share_link_id)
    return opening.times if opening else 0


def test_a_reader_who_comes_back_the_next_day_makes_another_visit_not_another_opening(served):
    link = a_link(served).link
    old = cookie_of(served, link, issued=1_000_000_000, now=0, is_counted=True)

    reply = ask(guarded(everything), view_of(link), cookie=old)

    assert reply.headers["set-cookie"].startswith("tandem_view=")
    assert all(
        word in reply.headers["set-cookie"] for word in ("HttpOnly", f"Path={view_of(link, '')}")
    )
    fresh = cookie_of(served, link)
    assert "set-cookie" not in ask(guarded(everything), view_of(link), cookie=fresh).headers
    connect(guarded(everything), view_of(link, "/_stcore/stream"), cookie=old)
    assert times(served, link) == 0


def test_an_opening_counts_once_the_page_connects_and_its_cookie_says_so(served):
    link = a_link(served).link
    stream, cookie = view_of(link, "/_stcore/stream"), cookie_of(served, link)

    def accepted(**headers):
        headers = dict(messages(guarded(everything), stream, **headers)[0].get("headers", ()))
        return headers.get(b"set-cookie", b"").decode().partition(";")[0]

    ask(guarded(everything), view_of(link), cookie=cookie)
    assert accepted(cookie=cookie, user_agent="Slackbot-LinkExpanding 1.0") == ""
    assert times(served, link) == 0

    counted = accepted(cookie=cookie, user_agent="Mozilla/5.0 (Windows NT 10.0)")
    assert counted.startswith("tandem_view=")
    assert accepted(cookie=counted) == ""
    assert times(served, link) == 1
