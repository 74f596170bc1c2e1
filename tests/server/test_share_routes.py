import time
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette

from lib.access.cookie import COOKIE, access_of_cookie, read_cookie
from lib.access.rate_limit import LIMIT, RateLimiter
from lib.server.middleware.link_view import LinkViewMiddleware
from lib.server.routes import share
from lib.store.database import close_shared, shared_database
from lib.store.share_links import openings, revoke_link
from tests.asgi import ask
from tests.sharing import a_link, cookie_of, past, view_of

HTTPS = {"x_forwarded_proto": "https"}


@pytest.fixture
def served(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    monkeypatch.setattr(share, "_wrong_tokens", RateLimiter())
    yield shared_database(path)
    close_shared(path)


def visit(path, **details):
    """Request an address of our own, in a view or outside."""
    return ask(LinkViewMiddleware(Starlette(routes=share.share_routes())), path, **details)


def open_link(path, *, cookie=None, **details):
    """Follow a link to the start of its visit; ``cookie`` is the one of its view."""
    begin = visit(path, **details)
    assert begin.status == 303
    assert "set-cookie" not in begin.headers
    assert begin.headers["location"].startswith("/v/")
    return visit(begin.headers["location"], cookie=cookie, **details)


def cookie_value(reply):
    """Return the value of the cookie that a reply sets."""
    return reply.headers["set-cookie"].partition("=")[2].partition(";")[0]


def times(database, link):
    with database.reading() as connection:
        opening = openings(connection).get(link.share_link_id)
    return opening.times if opening else 0


def test_a_link_gives_a_cookie_that_scripts_cannot_read_and_leads_to_its_first_page(served):
    created = a_link(served, pages=["objectives", "metric_pairs"], language="en")

    reply = open_link(f"/s/{created.token}", **HTTPS)

    assert reply.status == 303
    assert reply.headers["location"] == view_of(created.link, "/metric_pairs?lang=en")
    cookie = reply.headers["set-cookie"]
    assert all(
        word in cookie
        for word in ("HttpOnly", "SameSite=lax", "Secure", f"Path={view_of(created.link, '')};")
    )
    assert created.token not in cookie
    assert (
        access_of_cookie(served, cookie_value(reply), created.link.share_link_id).link
        == created.link
    )


def test_a_link_to_the_overview_leads_to_the_root_and_keeps_the_choices_of_its_address(served):
    created = a_link(served)

    reply = open_link(f"/s/{created.token}?lang=en&period=2026-10")

    assert reply.headers["location"] == view_of(created.link, "/?lang=en&period=2026-10")
    assert "Secure" not in reply.headers["set-cookie"]


def test_a_preview_that_asks_for_the_head_alone_is_no_visit(served):
    created = a_link(served)

    reply = open_link(f"/s/{created.token}", method="HEAD")

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
    assert "Ce lien a été révoqué." in ended.text
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
    link_id = created.link.share_link_id
    first = cookie_value(open_link(f"/s/{created.token}"))
    again = cookie_value(open_link(f"/s/{created.token}", cookie=f"{COOKIE}={first}"))
    old = cookie_of(served, created.link, issued=1_000_000_000, now=7, is_counted=True)
    later = cookie_value(open_link(f"/s/{created.token}", cookie=old))

    assert again == first
    assert access_of_cookie(served, again, link_id).seen_version is None
    assert access_of_cookie(served, later, link_id).seen_version == 7
    assert not read_cookie(served, later).is_counted


@pytest.mark.parametrize("signs", [".", ")", "%20", ").", "/", "%C2%BB", "%3E", "./"])
def test_signs_that_a_mail_program_adds_do_not_matter(served, signs):
    created = a_link(served, language="en")

    assert (
        open_link(f"/s/{created.token}{unquote(signs)}").headers["location"].endswith("/?lang=en")
    )
    assert visit(f"/s/{created.token}/brief{unquote(signs)}").status == 200


@pytest.mark.parametrize(
    ("page", "target"),
    [("overview", "/?lang=en"), ("squads", "/squads?lang=en"), ("any", "/?lang=en")],
)
def test_a_link_followed_by_a_page_leads_to_it(served, page, target):
    created = a_link(served, language="en")

    reply = open_link(f"/s/{created.token}/{page}")

    assert reply.headers["location"] == view_of(created.link, target)


def test_a_visit_begins_with_a_pass_of_its_link_and_never_a_minute_late(served, monkeypatch):
    created, other = a_link(served), a_link(served)
    begin = visit(f"/s/{created.token}").headers["location"]
    foreign = begin.replace(created.link.share_link_id, other.link.share_link_id, 1)

    assert "set-cookie" in visit(begin).headers
    assert "set-cookie" not in visit(foreign).headers
    assert "set-cookie" not in visit(view_of(created.link, "/visit?pass=any&to=/")).headers
    assert visit(view_of(created.link, "/visit?to=//evil.example")).headers["location"] == view_of(
        created.link
    )
    monkeypatch.setattr(time, "time", lambda: time.time_ns() / 1e9 + 100)
    assert "set-cookie" not in visit(begin).headers


def test_a_view_has_one_address_for_each_page_and_none_for_what_is_outside(served):
    link = a_link(served).link

    assert visit(view_of(link, "")).headers["location"] == view_of(link)
    assert visit(view_of(link, "/s/token?a=b")).headers["location"] == "/s/token?a=b"
    assert visit(view_of(link, "/v/0a/")).headers["location"] == "/v/0a/"
