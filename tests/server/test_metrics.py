import pytest
from starlette.applications import Starlette

from lib.server.application import access_middleware
from lib.server.integrity import check_in_background, integrity
from lib.server.routes.metrics import METRICS_PATH
from lib.server.routes.routes import routes
from lib.store.database import close_shared, shared_database
from tests.asgi import ask
from tests.builders import FINGERPRINT, months_of, submit
from tests.sharing import a_link, cookie_of, view_of


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Give the shared instance of a file that holds one upload."""
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    opened = shared_database(path)
    submit(opened, ("metric_value", months_of([1.0])), fingerprint=FINGERPRINT)
    yield opened
    close_shared(path)


@pytest.fixture
def app():
    """Give our routes behind the access middleware."""
    return Starlette(routes=routes(), middleware=access_middleware())


def figures(reply):
    lines = [line.split() for line in reply.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


@pytest.mark.usefixtures("database")
def test_those_who_may_edit_read_the_metrics(app):
    reply = ask(app, METRICS_PATH)

    values = figures(reply)
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert (values["tandem_uploads"], values["tandem_data_version"]) == (1, 1)
    assert values["tandem_memory_bytes"] > 10_000_000
    assert values["tandem_open_handles"] > 3
    assert reply.text.count("# TYPE ") == len(values)


@pytest.mark.parametrize("path", [METRICS_PATH, "/metrics/"])
@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("10.0.0.9", 1)])
def test_the_reader_of_a_link_does_not_read_the_metrics(app, database, path, client):
    link = a_link(database, pages=["overview"]).link

    reply = ask(app, view_of(link, path), cookie=cookie_of(database, link), client=client)

    assert reply.status in (403, 404)
    assert "tandem_uploads" not in reply.text


@pytest.mark.usefixtures("database")
def test_another_machine_does_not_read_the_metrics(app):
    assert ask(app, METRICS_PATH, client=("10.0.0.9", 1)).status == 403


def test_health_and_metrics_show_the_integrity_check(app, database):
    before = integrity(database)
    check_in_background(database).join()
    sound = ask(app, "/healthz").text
    with database.writing() as connection:
        connection.execute("delete from metric_value")

    check_in_background(database).join()

    assert before == "checking"
    assert '"uploads":"sound"' in sound
    assert '"uploads":"damaged"' in ask(app, "/healthz").text
    assert figures(ask(app, METRICS_PATH))["tandem_damaged"] == 1


def test_a_database_that_cannot_be_read_counts_as_damaged(database):
    with database.writing() as connection:
        connection.execute("drop table upload_file")

    check_in_background(database).join()

    assert integrity(database) == "damaged"
