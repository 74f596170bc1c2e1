import pytest
from starlette.applications import Starlette

from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.routes.routes import routes
from lib.store.database import close_shared, shared_database
from tests.asgi import ask


@pytest.fixture
def app(tmp_path, monkeypatch):
    """Give our routes on a database file of their own."""
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    yield Starlette(routes=routes())
    close_shared(path)


def test_health_says_that_the_database_answers(app):
    reply = ask(app, "/healthz")

    assert reply.status == 200
    assert reply.text == ('{"status":"ok","database":"ok","data_version":0,"uploads":"checking"}')


def test_health_says_that_the_database_does_not(app, tmp_path):
    shared_database(tmp_path / "company.duckdb").close()

    reply = ask(app, "/healthz")

    assert (reply.status, reply.text) == (503, '{"status":"failed","database":"failed"}')


@pytest.mark.parametrize(
    ("path", "target"),
    [("/overview", "/"), ("/overview?lang=en&as_of=3", "/?lang=en&as_of=3")],
)
def test_the_first_page_is_served_at_the_root_with_its_choices(app, path, target):
    reply = ask(app, path)

    assert (reply.status, reply.headers["location"]) == (307, target)


def test_search_engines_are_sent_away(app):
    assert ask(app, "/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_the_translation_script_is_cached_for_ever(app):
    reply = ask(app, SCRIPT_PATH)

    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in reply.headers["cache-control"]
    assert "MutationObserver" in reply.text
