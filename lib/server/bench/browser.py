"""What a reader's browser does: bytes of the first and later visits, until every chart stands.

Needs the developers' packages and Chromium; without them these lines are missing, and said to be.
"""

import importlib.util
import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.server.bench.figures import REPEATS, Figure
from lib.server.bench.servers import Running
from lib.server.bench.sessions import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_READY = """charts => {
  const drawn = document.querySelectorAll('[data-testid=stVegaLiteChart] .marks').length;
  const app = document.querySelector('[data-testid=stApp]');
  return drawn >= charts && app.dataset.testScriptState === 'notRunning';
}"""
_PATIENCE = 60_000


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: seconds until every chart stood, and bytes downloaded."""

    seconds: float
    downloaded: float


def is_possible() -> bool:
    """Return whether this machine can drive a browser."""
    return _CHROMIUM is not None and importlib.util.find_spec("playwright") is not None


def visits(toy: Running, served: Running) -> Iterator[Figure]:
    """Give the first page and the wall in Chromium, against a toy page with as many charts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        for page in ("overview", "metric_pairs"):
            charts = open_page(served.port, page).charts
            ours = [_reader(chromium, served, page, charts) for _ in range(REPEATS)]
            toys = [_reader(chromium, toy, f"?charts={charts}", charts) for _ in range(REPEATS)]
            for at, moment in enumerate(("first visit", "later visit")):
                seconds, anchor = (
                    statistics.median(reader[at].seconds for reader in readers)
                    for readers in (ours, toys)
                )
                name = f"{page}, {charts} charts drawn, {moment}"
                yield Figure(name, seconds, "s", seconds / anchor, "toy page")
                yield Figure(f"{page}, files, {moment}", ours[0][at].downloaded / 1_000, "kB")
        chromium.close()


def _reader(chromium: "Browser", server: Running, page: str, charts: int) -> tuple[Visit, Visit]:
    """Return the first and the second visit of one reader."""
    context = chromium.new_context()
    tab = context.new_page()
    sizes: list[float] = []
    network = context.new_cdp_session(tab)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda file: sizes.append(file["encodedDataLength"]))

    def visit() -> Visit:
        sizes.clear()
        started = time.perf_counter()
        tab.goto(f"http://127.0.0.1:{server.port}/{page}", wait_until="commit")
        tab.wait_for_function(_READY, arg=charts, timeout=_PATIENCE)
        return Visit(time.perf_counter() - started, sum(sizes))

    first = visit()
    tab.goto("about:blank")
    later = visit()
    context.close()
    return first, later
