"""A real server on a free port and a real Chromium, settled before anything is asserted."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
SETTLED = """() => {
  const q = s => document.querySelector(s), app = q('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (q('[data-testid=stAppSkeleton],[data-testid=stSkeleton],[data-stale=true]')) return false;
  for (const chart of document.querySelectorAll('[data-testid=stVegaLiteChart]'))
    if (!chart.querySelector('svg.marks,canvas.marks')) return false;
  const size = q('[data-testid=stMain]').innerHTML.length, seen = window.__seen;
  if (!seen || seen.size !== size) {
    window.__seen = {size, at: performance.now()};
    return false;
  }
  return performance.now() - seen.at > 300;
}"""


@dataclass(frozen=True)
class Server:
    """A dashboard being served."""

    url: str
    database: Path
    process: subprocess.Popen


def free_port() -> int:
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def serve(database: Path, *, port: int | None = None, **environment: str) -> Iterator[Server]:
    """Serve a database with the command that the README gives."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={
            **os.environ,
            "TANDEM_DATABASE": str(database),
            "PYTHONPATH": str(ROOT),
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1_200):
            with contextlib.suppress(OSError):
                if urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).status == 200:
                    break
            time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        yield Server(url, database, process)
    finally:
        process.terminate()
        process.wait(120)


def settle(page: Page, timeout: int = 120_000) -> None:
    """Wait until the page has finished, and require that nothing failed on it."""
    page.evaluate("window.__seen = null")
    page.wait_for_function(SETTLED, timeout=timeout, polling=50)
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.fixture
def visit(browser: Browser):
    """Give a function that opens an address in a new context and settles it."""
    contexts = []

    def go(url: str, *, width=1280, height=900, scheme="light", locale="fr-FR", agent=None):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            timezone_id="America/Montreal",
            reduced_motion="reduce",
            user_agent=agent,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(url)
        settle(page)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def dashboard(demo_file: Path, tmp_path_factory) -> Iterator[Server]:
    """Serve the demo company to all tests that upload nothing."""
    path = tmp_path_factory.mktemp("served") / "company.duckdb"
    shutil.copy(demo_file, path)
    with serve(path) as server:
        yield server
