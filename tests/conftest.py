"""Fixtures shared by every test.

What is slow to import (Streamlit, Playwright, PostgreSQL) is imported by the fixture that needs it,
so that a single small test starts at once.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from streamlit.testing.v1 import AppTest

    from lib.store.database import Database
    from tests.lakes import Lakes

# The same code gives the same result, on a busy machine too: no deadlines, and no random examples
# except in ``make test-fuzz``, which says how many.
settings.register_profile("same", deadline=None, derandomize="FUZZ_CASES" not in os.environ)
settings.load_profile("same")

ROOT = Path(__file__).parent.parent
TIMEOUT = 120
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
def database() -> "Iterator[Database]":
    """Give an empty, migrated database in memory."""
    from lib.store.database import Database

    opened = Database()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the file of a database that holds the demo company; never written by a test.

    The first worker that asks for it makes it; the others wait and copy it, because two processes
    cannot open one database file.
    """
    from lib.demo.loading import load_demo
    from lib.store.database import Database

    path = tmp_path_factory.getbasetemp() / "demo.duckdb"
    folder = path.parent if worker_id == "master" else path.parent.parent
    first = folder / "first.duckdb"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            unfinished = first.with_suffix(".new.duckdb")
            database = Database(unfinished)
            load_demo(database)
            database.close()
            unfinished.rename(first)
    shutil.copy(first, path)
    return path


@pytest.fixture
def secrets_file(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Give a function that writes the secrets file and has it read."""
    from streamlit import config
    from streamlit.runtime.secrets import secrets_singleton

    from tests.signing_in import secrets_text

    path, before = tmp_path / "secrets.toml", config.get_option("secrets.files")

    def write(text: str | None = None, **changes: str | None) -> None:
        path.write_text(secrets_text(**changes) if text is None else text)
        config.set_option("secrets.files", [str(path)])
        secrets_singleton._reset()

    yield write
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


@pytest.fixture
def sign_in_set_up(secrets_file: Callable[..., None]) -> None:
    """Set sign-in up."""
    secrets_file()


@pytest.fixture(scope="session")
def lakes() -> "Iterator[Lakes]":
    """Give lakes on a PostgreSQL server started for this run."""
    from tests.lakes import Lakes
    from tests.postgres import why_absent

    reason = why_absent()
    if reason:
        pytest.skip(reason)
    pytest.importorskip("duckdb_extension_ducklake", reason="requirements-scaleout.txt")
    started = Lakes()
    yield started
    started.remove()


@pytest.fixture
def lake(lakes: "Lakes") -> "Iterator[Database]":
    """Give an empty lake of its own."""
    from lib.store.database import Database

    opened = Database(lakes.new())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Give the Chromium of the whole run: two cannot be driven from one thread."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> "Iterator[Database]":
    """Give a database of its own that holds the demo company."""
    from lib.store.database import Database

    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_demo_file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a demo company that stays open, so that what its pages compute is computed once."""
    from lib.store.database import close_shared

    path = tmp_path_factory.mktemp("shared") / "company.duckdb"
    shutil.copy(demo_file, path)
    yield path
    close_shared(path)


@pytest.fixture
def open_app(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> "Iterator[Callable[..., AppTest]]":
    """Give a function that opens ``app.py`` on a copy of a database file, or on an empty one.

    Tests that only read share one copy of the demo company; one that writes asks for its own.
    """
    from lib.store.database import close_shared
    from tests.app_sessions import owner_session

    is_demo_used = "demo_file" in request.fixturenames
    demo_file = request.getfixturevalue("demo_file") if is_demo_used else None
    opened: list[Path] = []

    def start(
        source: Path | None = None, page: str = "", *, writes: bool = False, **address: str
    ) -> "AppTest":
        if source and source == demo_file and not writes:
            path = request.getfixturevalue("shared_demo_file")
        else:
            path = tmp_path / f"app{len(opened)}.duckdb"
            opened.append(path)
            if source:
                shutil.copy(source, path)
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
