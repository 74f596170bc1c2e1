import pytest
from starlette.applications import Starlette

from lib.access.cookie import access_of_cookie
from lib.access.rate_limit import LIMIT, RateLimiter
from lib.server.routes import share
from lib.store.database import close_shared, shared_database
from lib.store.share_links import openings, revoke_link
from tests.asgi import ask
from tests.sharing import a_link, past

HTTPS = {"x_forwarded_proto": "https"}


@pytest.fixture
def served(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    monkeypatch.setattr(share, "_wrong_tokens", RateLimiter())
    yield shared_database(path)
    close_shared(path)


def visit(path, **details):
    return ask(Starlette(routes=share.share_routes()), path, **details)


def cookie_value(reply):
    """Return the value of the cookie that a reply sets."""
    return reply.headers["set-cookie"].partition("=")[2].partition(";")[0]


def times(database, link):
    with database.reading() as connection:
        opening = openings(connection).get(link.share_link_id)
    return opening.times if opening else 0


def test_a_link_gives_a_cookie_that_scripts_cannot_read_and_leads_to_its_first_page(served):
    created = a_link(served, pages=["objectives", "metric_pairs"], language="en")

    reply = visit(f"/s/{created.token}", **HTTPS)

    assert reply.status == 303
    assert reply.headers["location"] == "/metric_pairs?lang=en"
    cookie = reply.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"))
    assert created.token not in cookie
    assert access_of_cookie(served, cookie_value(reply)).link == created.link
    assert times(served, created.link) == 1


def test_a_link_to_the_overview_leads_to_the_root_and_keeps_the_choices_of_its_address(served):
    created = a_link(served)

    reply = visit(f"/s/{created.token}?lang=en&period=2026-10")

    assert reply.headers["location"] == "/?lang=en&period=2026-10"
    assert "Secure" not in reply.headers["set-cookie"]


def test_a_preview_that_asks_for_the_head_alone_is_no_visit(served):
    created = a_link(served)

    reply = visit(f"/s/{created.token}", method="HEAD")

    assert reply.status == 303
    assert "set-cookie" not in reply.headers
    assert times(served, created.link) == 0


def test_an_expired_and_a_revoked_link_say_so(served):
    expired = a_link(served, expires_at=past())
    revoked = a_link(served)
    revoke_link(served, revoked.link.share_link_id, author="local")

    late = visit(f"/s/{expired.token}", accept_language="en")
    ended = visit(f"/s/{revoked.token}", accept_language="fr-CA,fr")

    assert (late.status, ended.status) == (403, 403)
    assert "This link has expired." in late.text
    assert "Ce lien a été retiré." in ended.text
    assert "set-cookie" not in late.headers


def test_a_wrong_token_opens_nothing_and_guessing_is_slowed_down(served):
    created = a_link(served)

    replies = [visit(f"/s/wrong{k}", accept_language="en") for k in range(LIMIT + 2)]

    assert [reply.status for reply in replies] == [404] * LIMIT + [429] * 2
    assert replies[-1].headers["retry-after"] == "60"
    assert "Check that you have all of its address." in replies[0].text
    assert visit("/s/other", client=("10.1.1.1", 9)).status == 404
    assert visit(f"/s/{created.token}").status == 303


def test_the_visit_of_a_day_later_remembers_what_was_seen_before(served):
    created = a_link(served)
    first = visit(f"/s/{created.token}")
    again = visit(f"/s/{created.token}", cookie=f"tandem_link={cookie_value(first)}")

    assert cookie_value(again) == cookie_value(first)
    assert access_of_cookie(served, cookie_value(again)).seen_version is None


def test_leaving_takes_the_cookie_away():
    reply = visit("/leave")

    assert reply.headers["location"] == "/"
    assert 'tandem_link=""' in reply.headers["set-cookie"]
    assert "Max-Age=0" in reply.headers["set-cookie"]
