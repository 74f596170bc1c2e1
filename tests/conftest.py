"""Fixtures shared by every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest

from lib.store.database import Database, close_shared
from tests.app_sessions import owner_session
from tests.lakes import Lakes
from tests.postgres import why_absent
from tests.signing_in import secrets_text

# One state of the code has one result, on a busy machine too: what is timed is measured elsewhere,
# and cases never tried before are for ``make fuzz``, which names how many.
settings.register_profile("same", deadline=None, derandomize="FUZZ_CASES" not in os.environ)
settings.load_profile("same")

ROOT = Path(__file__).parent.parent
TIMEOUT = 30
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
]


@pytest.fixture
def database() -> Iterator[Database]:
    """Give an empty, migrated database in memory."""
    opened = Database()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a database that holds the demo company; never written by a test."""
    from lib.views.data.demo_company import load_demo

    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    database = Database(path)
    load_demo(database)
    database.close()
    return path


@pytest.fixture
def secrets_file(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Give a function that writes the secrets file and has it read."""
    path, kept = tmp_path / "secrets.toml", config.get_option("secrets.files")

    def write(text: str | None = None, **changes: str | None) -> None:
        path.write_text(secrets_text(**changes) if text is None else text)
        config.set_option("secrets.files", [str(path)])
        secrets_singleton._reset()

    yield write
    config.set_option("secrets.files", kept)
    secrets_singleton._reset()


@pytest.fixture
def sign_in_set_up(secrets_file: Callable[..., None]) -> None:
    """Set sign-in up."""
    secrets_file()


@pytest.fixture(scope="session")
def lakes() -> Iterator[Lakes]:
    """Give lakes on a PostgreSQL server of the run's own."""
    reason = why_absent()
    if reason:
        pytest.skip(reason)
    pytest.importorskip("duckdb_extension_ducklake", reason="requirements-scaleout.txt")
    started = Lakes()
    yield started
    started.remove()


@pytest.fixture
def lake(lakes: Lakes) -> Iterator[Database]:
    """Give an empty lake of its own."""
    opened = Database(lakes.new())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one Chromium of the whole run: two cannot be driven from one thread."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Give a database of its own that holds the demo company."""
    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Give a function that opens the application on a database file, through its door."""
    opened: list[Path] = []

    def start(source: Path | None = None, page: str = "", **address: str) -> AppTest:
        path = tmp_path / f"app{len(opened)}.duckdb"
        if source:
            shutil.copy(source, path)
        opened.append(path)
        monkeypatch.setenv("TANDEM_DATABASE", str(path))
        app = owner_session(timeout=TIMEOUT)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"pages/{page}.py").run()
        return app

    yield start
    for path in opened:
        close_shared(path)
