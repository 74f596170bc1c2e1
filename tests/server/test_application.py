import ast
import contextlib
import os
import re
import signal
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app
from uvicorn.protocols.http import auto
from websockets.sync.client import connect

from lib.cli import server_file
from lib.cli.program import main
from lib.server.application import middleware, prepare_streamlit
from lib.streamlit_patches.header_limit import HeaderLimitProtocol
from lib.streamlit_patches.pages_directory import disable_pages_directory
from tests.serving import ROOT, free_port, health, listening, start_dashboard


def test_streamlit_finds_the_application_in_the_page_script():
    application = discover_asgi_app(ROOT / "app.py")

    assert (application.is_asgi_app, application.import_string) == (True, "app:app")


def test_the_web_server_bounds_what_a_client_sends(monkeypatch):
    monkeypatch.setattr(auto, "AutoHTTPProtocol", None)

    prepare_streamlit()

    assert auto.AutoHTTPProtocol is HeaderLimitProtocol


def test_the_application_is_imported_without_opening_anything(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATABASE", str(tmp_path / "company.duckdb"))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)

    disable_pages_directory()

    assert PagesManager.uses_pages_directory is False
    assert list(tmp_path.iterdir()) == []


def test_the_access_middleware_is_before_everything_that_shows_data():
    order = [entry.cls.__name__ for entry in middleware()]

    assert order == [
        "StartupErrorMiddleware",
        "RequestLimitsMiddleware",
        "SecurityHeadersMiddleware",
        "LinkViewMiddleware",
        "AccessMiddleware",
        "ConcurrencyMiddleware",
        "CrossSiteMiddleware",
        "MediaMiddleware",
        "VisitMiddleware",
        "SignInMiddleware",
        "StaticFilesMiddleware",
        "IndexPageMiddleware",
    ]


def test_the_page_script_runs_the_frame(open_app):
    app = open_app()

    assert isinstance(app, AppTest)
    assert not app.exception


def test_the_page_script_has_no_definitions():
    nodes = ast.walk(ast.parse(Path(ROOT / "app.py").read_text(encoding="utf-8")))

    assert not [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


@contextlib.contextmanager
def ended(*processes):
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait(120)


def packing_agreed(port):
    """Return what the server and a reader agree on about the messages of a page."""
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"]) as stream:
        return stream.response.headers["Sec-WebSocket-Extensions"]


@pytest.mark.parametrize("command", ["streamlit", "uvicorn"])
def test_the_dashboard_serves_and_leaves_nothing_behind(tmp_path, command):
    database, port, log = tmp_path / "company.duckdb", free_port(), tmp_path / "log"
    with log.open("w") as output:
        process = start_dashboard(database, port, command=command, log=output)
        with ended(process):
            answer, packing = health(port), packing_agreed(port)
            process.send_signal(signal.SIGTERM)
            process.wait(120)

    assert "server_no_context_takeover" in packing
    assert answer.pop("uploads") in {"checking", "sound"}  # verified beside the readers
    assert answer == {"status": "ok", "database": "ok", "data_version": 0}
    assert re.search(r"event=warmed_up visits=[1-9]", log.read_text())
    assert "event=stopped" in log.read_text()
    assert not server_file.path_of(database).exists()
    assert main(["verify", "--database", str(database)]) == 0


def test_a_second_dashboard_on_the_same_file_says_why_it_stops(tmp_path):
    database, log = tmp_path / "company.duckdb", tmp_path / "log"
    with listening(database), log.open("w") as output:
        second = start_dashboard(database, free_port(), log=output)
        with ended(second):
            code = second.wait(120)

    text = log.read_text()
    assert code != 0
    assert f"Another Tandem is using this database: {database}" in text
    assert "Traceback" not in text


def test_the_files_of_a_killed_server_do_no_harm(tmp_path):
    database = tmp_path / "company.duckdb"
    with listening(database) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(120)
    left = server_file.read(database)

    after = main(["migrate", "--database", str(database)])
    with listening(database):
        through_the_next = main(["uploads", "--database", str(database)])
        replaced = server_file.read(database)

    assert left.pid == process.pid
    assert (after, through_the_next) == (0, 0)
    assert replaced.token != left.token
