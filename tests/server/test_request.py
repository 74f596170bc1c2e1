import pytest

from lib.access.policy import access_for, may_reach
from lib.server.middleware.cross_site import is_cross_site
from lib.server.request import cookies_of, is_encrypted, is_local, language_of_request
from lib.store.share_links import revoke_link
from tests.asgi import scope_of
from tests.sharing import a_link, cookie_of

EDITING = ["/", "/roadmap", "/uploads", "/_stcore/upload_file/s/f", "/_stcore/metrics", "/any"]


def access(scope, database, *, link=None, is_owner_let_in=True):
    """Decide as the access middleware does, without sign-in."""
    return access_for(
        database,
        cookies_of(scope),
        link_id=link and link.share_link_id,
        is_owner=is_owner_let_in and is_local(scope),
        read_sign_in=None,
    )


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"])
@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_the_user_of_this_machine_may_open_and_edit(database, host, client):
    reader = access(scope_of(host=host, client=(client, 1)), database)

    assert reader.may_edit
    assert all(may_reach(reader, path) for path in EDITING)


@pytest.mark.parametrize("client", ["192.168.1.7", "10.0.0.1", "172.17.0.1", "fe80::1", "unknown"])
def test_another_machine_may_not(database, client):
    reader = access(scope_of(client=(client, 1)), database)

    assert reader.role == "nobody"
    assert not any(may_reach(reader, path) for path in EDITING)


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
        return is_cross_site(scope_of(kind=kind, method=method, **headers))

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
    scope = scope_of(cookie=cookie_of(database, link), client=("10.0.0.9", 1))
    reader = access(scope, database, link=link)

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
        if may_reach(reader, path)
    ]

    assert reader.role == "link"
    assert reached == ["/", "/any", "/metric_pairs", "/_stcore/stream"]


def test_in_the_view_of_a_link_the_user_of_this_machine_is_a_reader_too(database):
    link, other = a_link(database).link, a_link(database).link
    scope = scope_of(cookie=cookie_of(database, link))

    assert access(scope, database, link=link).role == "link"
    assert access(scope, database, link=other).role == "nobody"
    assert access(scope_of(), database, link=link).role == "nobody"
    assert access(scope, database).role == "administrator"


def test_a_revoked_a_foreign_and_a_forged_cookie_open_nothing(database):
    link = a_link(database).link
    good = cookie_of(database, link)
    revoke_link(database, link.share_link_id, author="local")

    forged = good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1]
    for cookie in (good, forged, "tandem_view=", "tandem_view=any; other=1"):
        reader = access(scope_of(cookie=cookie), database, link=link)

        assert reader.role == "nobody"
        assert not may_reach(reader, "/")


@pytest.mark.parametrize(
    ("path", "preferred", "language"),
    [
        ("/", None, "fr"),
        ("/", "en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("/", "fr-CA", "fr"),
        ("/", "de-DE,en;q=0.5", "fr"),
        ("/", ";;,", "fr"),
        ("/?lang=en", "fr-FR", "en"),
        ("/metric_pairs?pair=P01&lang=fr", "en", "fr"),
        ("/?lang=xx", "en", "en"),
        ("/?lang=%ff", None, "fr"),
        ("/?lang=fr&lang=en", None, "en"),
    ],
)
def test_the_address_decides_then_the_browser_then_french(path, preferred, language):
    assert language_of_request(scope_of(path, accept_language=preferred)) == language


@pytest.mark.parametrize(
    ("header", "encrypted"),
    [
        ("https", True),
        ("HTTPS", True),
        ("https, http", True),
        ("http", False),
        ("httpsx", False),
        (None, False),
    ],
)
def test_any_spelling_of_a_tls_proxy_is_understood(header, encrypted):
    assert is_encrypted(scope_of(x_forwarded_proto=header)) is encrypted
