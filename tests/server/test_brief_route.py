import pytest
from starlette.applications import Starlette

from lib.server.middleware.index_page import IndexPageMiddleware
from lib.server.middleware.security_headers import SecurityHeadersMiddleware
from lib.server.routes.share import share_routes
from lib.store.database import close_shared, shared_database
from lib.store.share_links import openings, revoke_link
from tests.asgi import ask
from tests.builders import months_of, submit
from tests.sharing import a_link


@pytest.fixture
def served(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    yield shared_database(path)
    close_shared(path)


def visit(path, **details):
    app = IndexPageMiddleware(
        Starlette(routes=share_routes()), page="<html><title>x</title></html>"
    )
    app = SecurityHeadersMiddleware(app, policy="default-src 'self'")
    return ask(app, path, **{"accept_language": "fr", **details})


def test_the_brief_comes_with_a_policy_of_its_own(served):
    created = a_link(served, language="en")

    reply = visit(f"/s/{created.token}/brief")

    policy = reply.headers["content-security-policy"]
    assert reply.status == 200
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert reply.headers["cache-control"] == "private, no-cache"
    assert '<html lang="en">' in reply.text
    assert created.token not in reply.text


def test_a_copy_that_is_still_good_is_not_sent_again(served):
    created = a_link(served)
    first = visit(f"/s/{created.token}/brief")
    again = visit(f"/s/{created.token}/brief", if_none_match=first.headers["etag"])

    submit(served, ("metric_value", months_of([1.0])))
    changed = visit(f"/s/{created.token}/brief", if_none_match=first.headers["etag"])

    assert (again.status, again.body) == (304, b"")
    assert changed.status == 200
    with served.reading() as connection:
        assert openings(connection)[created.link.share_link_id].times == 3


def test_a_frozen_link_keeps_its_brief(served):
    submit(served, ("metric_value", months_of([1.0])))
    created = a_link(served, data_version=1)
    first = visit(f"/s/{created.token}/brief")

    submit(served, ("metric_value", months_of([2.0])))

    assert visit(f"/s/{created.token}/brief").body == first.body


def test_a_reader_chooses_the_language_and_an_unknown_one_changes_nothing(served):
    created = a_link(served, language="fr")

    assert '<html lang="en">' in visit(f"/s/{created.token}/brief?lang=en").text
    assert '<html lang="fr">' in visit(f"/s/{created.token}/brief?lang=de").text


def test_a_revoked_link_and_a_wrong_token_have_no_brief(served):
    created = a_link(served)
    revoke_link(served, created.link.share_link_id, author="local")

    assert visit(f"/s/{created.token}/brief").status == 403
    assert visit("/s/wrong/brief").status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"method": "HEAD"},
        {"accept_language": None},
        {"user_agent": "Mozilla/5.0 (compatible; SkypeUriPreview Preview/0.5)"},
        {"user_agent": "facebookexternalhit/1.1"},
        {"sec_purpose": "prefetch;prerender"},
    ],
)
def test_a_program_that_looks_before_the_reader_does_not_count(served, headers):
    created = a_link(served)

    assert visit(f"/s/{created.token}/brief", **headers).status == 200

    with served.reading() as connection:
        assert openings(connection) == {}
