"""Signing in at the edge: what opens before it, where it leads back to, and what ends it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from streamlit.auth_util import decode_provider_token

from lib.domain.pages import PAGE_NAMES
from lib.server.middleware import access as access_middleware
from lib.server.routes.routes import routes
from lib.server.routes.sign_in import BACK, open_paths, page_address, sign_in_address
from lib.store.audit import audit_trail
from lib.store.database import close_shared, shared_database
from tests.asgi import ask, connect, guarded
from tests.sharing import a_link, cookie_of, view_of
from tests.signing_in import a_cookie, header_of

ANNE = header_of(a_cookie(email="anne@example.com", nonce="1"))
EVE = header_of(a_cookie(email="eve@example.com", nonce="2"))
STRANGER = header_of(a_cookie(email="mallory@elsewhere.net", nonce="3"))


@pytest.fixture
def served(tmp_path, monkeypatch, secrets_file):
    """Give the database of a server that is opened by signing in."""
    secrets_file()
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    yield shared_database(path)
    close_shared(path)


async def everything(scope, receive, send):
    """Answer whatever is asked, as the application behind the edge would with data."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    await JSONResponse("figures")(scope, receive, send)


async def succeeding(scope, receive, send):
    """Answer as the exchange with the provider ends: cookies, and the first page."""
    answer = RedirectResponse("/", status_code=302)
    for name, value in a_cookie(email="eve@example.com", nonce="9").items():
        answer.set_cookie(name, value, httponly=True)
    await answer(scope, receive, send)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("page", ["", *PAGE_NAMES])
def test_reading_needs_a_sign_in_on_this_machine_too(page):
    reply = ask(guarded(everything), f"/{page}?lang=en&pair=P03")

    assert reply.status == 403
    assert "figures" not in reply.text
    assert "Sign in to open Tandem." in reply.text
    assert f'href="/sign-in?to=%2F{page}%3Flang%3Den%26pair%3DP03"' in reply.text
    assert connect(guarded(everything)) == ["websocket.close"]


@pytest.mark.usefixtures("served")
def test_a_person_without_a_role_sees_whom_to_ask_and_can_sign_out():
    reply = ask(guarded(everything), "/?lang=en", cookie=STRANGER)

    assert reply.status == 403
    assert "have no role in Tandem" in reply.text
    assert 'href="/auth/logout"' in reply.text


@pytest.mark.usefixtures("served")
def test_roles_reach_what_is_theirs():
    def status(path, cookie, **details):
        return ask(guarded(everything), path, cookie=cookie, **details).status

    assert [status(f"/{page}", ANNE) for page in PAGE_NAMES] == [200] * len(PAGE_NAMES)
    assert status("/metrics", ANNE) == 200
    closed = {page for page in PAGE_NAMES if status(f"/{page}", EVE) == 403}
    assert closed == {"one_on_one", "uploads", "sharing"}
    assert status("/metrics", EVE) == 403
    assert status("/_stcore/upload_file/s/f", EVE, method="PUT") == 403
    assert connect(guarded(everything), cookie=EVE)[0] == "websocket.accept"


def test_a_link_stays_a_link_for_who_is_signed_in(served):
    link = a_link(served, pages=["objectives"]).link
    cookies = f"{ANNE}; {cookie_of(served, link)}"

    assert ask(guarded(everything), view_of(link, "/uploads"), cookie=cookies).status == 403
    assert ask(guarded(everything), view_of(link, "/uploads"), cookie=ANNE).status == 403
    assert ask(guarded(everything), "/uploads", cookie=cookies).status == 200


@pytest.mark.usefixtures("served")
def test_signing_in_leads_to_the_provider_and_remembers_the_page():
    app = guarded(Starlette(routes=routes()))

    reply = ask(app, "/sign-in?to=%2Fsquads%3Flang%3Den")

    assert reply.status == 303
    address = urlsplit(reply.headers["location"])
    assert address.path == "/auth/login"
    assert decode_provider_token(parse_qs(address.query)["provider"][0])["provider"] == "default"
    assert reply.headers["set-cookie"].startswith(f"{BACK}=%2Fsquads%3Flang%3Den; ")
    assert "HttpOnly" in reply.headers["set-cookie"]


def test_a_success_leads_back_and_is_on_record(served):
    headers = []

    async def noting(scope, receive, send):
        async def send_and_note(message):
            headers.extend(message.get("headers", ()))
            await send(message)

        await guarded(succeeding)(scope, receive, send_and_note)

    reply = ask(
        noting,
        "/oauth2callback?code=1&state=2",
        cookie=f"{BACK}=%2Fsquads%3Flang%3Den",
        x_forwarded_proto="https",
    )

    assert reply.headers["location"] == "/squads?lang=en"
    cookies = [value.decode() for name, value in headers if name == b"set-cookie"]
    assert any(value.startswith("_streamlit_user=") and "Secure" in value for value in cookies)
    with served.reading() as connection:
        acts = audit_trail(connection, most=9)
    assert [(act.action, act.author) for act in acts] == [("sign_in", "eve@example.com")]


@pytest.mark.usefixtures("served")
def test_what_fails_at_the_provider_leads_to_the_first_page_and_leaves_no_trace():
    async def failing(scope, receive, send):
        await RedirectResponse("/", status_code=302)(scope, receive, send)

    reply = ask(guarded(failing), "/oauth2callback?error=x", cookie=f"{BACK}=%2Fsquads")

    assert reply.headers["location"] == "/"


def test_signing_out_closes_copies_of_the_cookie_and_is_on_record(served):
    assert ask(guarded(everything), "/", cookie=EVE).status == 200

    ask(guarded(everything), "/auth/logout", cookie=EVE)

    assert ask(guarded(everything), "/", cookie=EVE).status == 403
    assert connect(guarded(everything), cookie=EVE) == ["websocket.close"]
    assert ask(guarded(everything), "/", cookie=ANNE).status == 200
    with served.reading() as connection:
        acts = audit_trail(connection, most=9)
    assert [(act.action, act.author) for act in acts] == [("sign_out", "eve@example.com")]


def test_without_sign_in_its_addresses_are_closed_like_any_other(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    monkeypatch.setattr(access_middleware, "is_owner_let_in", lambda: False)
    try:
        assert open_paths() == frozenset()
        assert ask(guarded(everything), "/auth/login").status == 403
        assert ask(guarded(everything), "/oauth2callback").status == 403
    finally:
        close_shared(path)


@pytest.mark.parametrize(
    "text",
    [
        "//evil.example",
        "https://evil.example/squads",
        "/\\evil.example",
        "javascript:alert(1)",
        "/squads\r\nset-cookie: a=b",
        "/s/token",
        "/metrics",
        "/auth/logout",
        "http://[",
        "",
    ],
)
def test_signing_in_never_redirects_to_another_site(text):
    assert page_address(text) == "/"


@given(st.text(max_size=40))
def test_any_address_leads_to_a_page_of_ours(text):
    address = page_address(text)

    assert address == "/" or urlsplit(address).path.strip("/") in (*PAGE_NAMES, "")
    assert not address.startswith(("//", "/\\"))
    assert address.isprintable()


def test_the_way_back_is_the_very_address_that_was_asked_for():
    address = sign_in_address({"path": "/metric_pairs", "query_string": b"pair=P03&lang=fr"})

    back = parse_qs(urlsplit(address).query)["to"][0]
    assert page_address(back) == "/metric_pairs?pair=P03&lang=fr"
