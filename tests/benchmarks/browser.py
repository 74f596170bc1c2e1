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

from tests.benchmarks.figures import REPEATS, Figure
from tests.benchmarks.measures import brief_path
from tests.benchmarks.servers import Running
from tests.benchmarks.sessions import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_READY = """charts => {
  const drawn = document.querySelectorAll('[data-testid=stVegaLiteChart] .marks').length;
  const app = document.querySelector('[data-testid=stApp]');
  return drawn >= charts && app.dataset.testScriptState === 'notRunning';
}"""
_FIRST_CHART = """() => document.querySelector('[data-testid=stVegaLiteChart] .marks')
  && performance.now()"""
_FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
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
        yield from _brief(chromium, served)
        chromium.close()


def files_of(served: Running) -> list[str]:
    """Return the addresses of the files that a first visit of the first page asks for."""
    from playwright.sync_api import sync_playwright

    charts = open_page(served.port, "overview").charts
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        tab = chromium.new_page()
        tab.goto(f"http://127.0.0.1:{served.port}/", wait_until="commit")
        tab.wait_for_function(_READY, arg=charts, timeout=_PATIENCE)
        names = tab.evaluate("performance.getEntriesByType('resource').map(file => file.name)")
        chromium.close()
    return [str(address) for address in names if str(address).startswith("http")]


def _brief(chromium: "Browser", served: Running) -> Iterator[Figure]:
    """Give the first paint of a link's brief against the first chart of the live first page."""
    path = brief_path(served)
    painted, charts_drawn = (
        statistics.median(_moment(chromium, served, page, script) for _ in range(REPEATS))
        for page, script in ((path, _FIRST_PAINT), ("/overview", _FIRST_CHART))
    )
    yield Figure("overview, first chart drawn, first visit", charts_drawn, "ms")
    yield Figure(
        "brief, first paint, first visit", painted, "ms", painted / charts_drawn, "first chart"
    )


def _moment(chromium: "Browser", server: Running, path: str, script: str) -> float:
    """Return the milliseconds from a new reader's navigation to what a script waits for."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="commit")
    milliseconds = tab.wait_for_function(script, timeout=_PATIENCE).json_value()
    context.close()
    return float(milliseconds)


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
