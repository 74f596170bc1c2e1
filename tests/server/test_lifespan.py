import gc

import pytest

from lib.cli import server_file
from lib.errors import StoreBusyError, TandemError
from lib.server.lifespan import lifespan
from lib.server.middleware.startup_error import StartupErrorMiddleware
from lib.store.database import Database, shared_database
from lib.store.uploads.uploads import data_version
from tests.asgi import finished

REASON = "There is no room."


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Give the path of the database that the application will open."""
    file = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(file))
    monkeypatch.setenv("TANDEM_DEMO", "0")
    yield file
    gc.unfreeze()


def live(look, *preloads):
    """Return what ``look`` sees while the application lives."""

    async def life():
        async with lifespan(*preloads)(None):
            return look()

    return finished(life())


def version(path):
    with shared_database(path).reading() as connection:
        return data_version(connection)


def test_a_living_application_has_its_database_and_takes_commands(path):
    warmed = []

    seen = live(lambda: (version(path), server_file.read(path)), warmed.append)

    assert seen[0] == 0
    assert seen[1].port > 0
    assert isinstance(warmed[0], Database)


@pytest.mark.usefixtures("path")
def test_what_was_warmed_is_kept_out_of_collections():
    assert live(gc.get_freeze_count) > 50_000


def test_an_empty_database_is_given_the_demo_company_once(path, monkeypatch):
    monkeypatch.setenv("TANDEM_DEMO", "1")

    first = live(lambda: version(path))
    second = live(lambda: version(path))

    assert first == second > 0


def test_after_its_life_the_database_is_free(path):
    live(lambda: None)

    Database(path).close()
    assert not server_file.path_of(path).exists()


def test_an_application_whose_database_is_taken_does_not_start(path):
    holder = Database(path)
    try:
        with pytest.raises(StoreBusyError):
            live(lambda: None)
    finally:
        holder.close()


def test_a_failing_warm_up_leaves_nothing_open(path):
    def fails(_database):
        raise TandemError(REASON)

    with pytest.raises(TandemError):
        live(lambda: None, fails)

    Database(path).close()
    assert not server_file.path_of(path).exists()


def started_by(app):
    """Return the messages sent when ``app`` is asked to start, and what it raised."""
    sent = []

    async def receive():
        return {"type": "lifespan.startup"}

    async def send(message):
        sent.append(message)

    with pytest.raises(Exception, match=r"no\.|boom") as raised:
        finished(StartupErrorMiddleware(app)({"type": "lifespan"}, receive, send))
    return sent, raised.value


def failing(error):
    async def app(_scope, _receive, send):
        await send({"type": "lifespan.startup.failed", "message": "Traceback of many lines"})
        raise error

    return app


def test_a_start_refused_for_a_known_reason_is_one_sentence():
    sent, _ = started_by(failing(TandemError("There is no room, {name}.", name="no")))

    assert sent == [{"type": "lifespan.startup.failed", "message": "There is no room, no."}]


def test_a_start_that_fails_for_an_unknown_reason_keeps_its_trace():
    sent, error = started_by(failing(ValueError("boom")))

    assert sent == [{"type": "lifespan.startup.failed", "message": "Traceback of many lines"}]
    assert isinstance(error, ValueError)
