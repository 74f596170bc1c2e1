import pytest

from lib.access.link_cookie import COOKIE
from lib.server import authorize
from lib.store.share_links import revoke_link
from tests.asgi import scope_of
from tests.sharing import a_link, cookie_of

EDITING = ["/", "/roadmap", "/uploads", "/_stcore/upload_file/s/f", "/_stcore/metrics", "/any"]


def access(scope, database, *, is_owner_let_in=True):
    return authorize.access_of(scope, database, is_owner_let_in=is_owner_let_in)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"])
@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_the_user_of_this_machine_may_open_and_edit(database, host, client):
    found = access(scope_of(host=host, client=(client, 1)), database)

    assert found.may_edit
    assert all(authorize.may_reach(found, path) for path in EDITING)


@pytest.mark.parametrize("client", ["192.168.1.7", "10.0.0.1", "172.17.0.1", "fe80::1", "unknown"])
def test_another_machine_may_not(database, client):
    found = access(scope_of(client=(client, 1)), database)

    assert found.role == "nobody"
    assert not any(authorize.may_reach(found, path) for path in EDITING)


@pytest.mark.parametrize(
    "host", ["evil.example:8501", "localhost.evil.example", "127.0.0.1.nip.io", "", "[", "0.0.0.0"]
)
def test_a_page_of_another_site_that_points_here_may_not(database, host):
    assert access(scope_of(host=host), database).role == "nobody"


@pytest.mark.parametrize(
    "header",
    ["x_forwarded_for", "x_forwarded_proto", "x_forwarded_port", "forwarded", "via", "x_real_ip"],
)
def test_what_a_proxy_passes_on_is_not_local(database, header):
    assert access(scope_of(**{header: "127.0.0.1"}), database).role == "nobody"


def test_a_request_from_nowhere_or_for_nothing_is_not_local(database):
    assert access(scope_of(client=None), database).role == "nobody"
    assert access(scope_of(host=None), database).role == "nobody"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example"]
)
def test_what_a_page_of_another_site_sends_is_not_local(database, origin):
    assert access(scope_of(origin=origin), database).role == "nobody"
    assert access(scope_of(origin="http://localhost:8501"), database).may_edit


def test_a_page_of_another_site_is_known_by_its_origin(monkeypatch):
    def foreign(kind="http", method="POST", **headers):
        return authorize.is_of_another_site(scope_of(kind=kind, method=method, **headers))

    evil = "https://evil.example"
    assert foreign(origin=evil)
    assert foreign(origin="null")
    assert foreign(kind="websocket", method="GET", origin=evil)
    assert not foreign(method="GET", origin=evil)  # a question changes nothing
    assert not foreign(origin="http://localhost:8501")
    assert not foreign()  # not a browser
    assert foreign(origin="https://tandem.example.com")

    monkeypatch.setenv("TANDEM_ADDRESS", "https://tandem.example.com/")

    assert not foreign(origin="https://tandem.example.com")
    assert foreign(origin=evil)


def test_where_others_can_reach_the_server_its_own_user_needs_a_link_too(database):
    assert access(scope_of(), database, is_owner_let_in=False).role == "nobody"


def test_a_link_opens_its_pages_and_nothing_that_changes_or_measures(database):
    link = a_link(database, pages=["metric_pairs"]).link
    found = access(scope_of(cookie=cookie_of(database, link), client=("10.0.0.9", 1)), database)

    reached = [
        path
        for path in (
            *EDITING,
            "/metric_pairs",
            "/one_on_one",
            "/sharing",
            "/_stcore/stream",
            "/_stcore/agent/interact",
            "/component/any",
        )
        if authorize.may_reach(found, path)
    ]

    assert found.role == "link"
    assert reached == ["/", "/any", "/metric_pairs", "/_stcore/stream"]


def test_a_link_makes_the_user_of_this_machine_a_reader_too(database):
    link = a_link(database).link

    assert access(scope_of(cookie=cookie_of(database, link)), database).role == "link"


def test_only_links_and_sign_ins_are_looked_up(monkeypatch):
    alone, holder = scope_of(), scope_of(cookie=f"{COOKIE}=any")

    assert not authorize.asks_the_database(alone)
    assert authorize.asks_the_database(holder)
    monkeypatch.setattr(authorize, "is_sign_in_set_up", lambda: True)
    assert authorize.asks_the_database(alone)


def test_a_revoked_a_foreign_and_a_forged_cookie_open_nothing(database):
    link = a_link(database).link
    good = cookie_of(database, link)
    revoke_link(database, link.share_link_id, author="local")

    forged = good[:-1] + ("1" if good.endswith("0") else "0")
    for cookie in (good, forged, "tandem_link=", "tandem_link=any; other=1"):
        found = access(scope_of(cookie=cookie), database)

        assert found.role == "nobody"
        assert not authorize.may_reach(found, "/")
