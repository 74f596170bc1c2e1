"""What is compared: each page, the command that serves it, and how it is seen to be drawn."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measures import brief_path
from tests.benchmarks.peers.company import PAIRS, TILES
from tests.benchmarks.peers.environment import PAGES
from tests.benchmarks.peers.processes import Served, end
from tests.benchmarks.servers import dashboard
from tests.serving import free_port

DEEP = """const deep = (root, found = []) => {
  for (const one of root.querySelectorAll('*')) {
    found.push(one);
    if (one.shadowRoot) deep(one.shadowRoot, found);
  }
  return found;
};"""
INKED = """const inked = one => {
  const known = window.__inked ??= new WeakSet();
  const pixels = () => one.width && new Uint32Array(
    one.getContext('2d').getImageData(0, 0, one.width, one.height).data.buffer);
  if (!known.has(one) && (one.tagName === 'CANVAS'
    ? pixels() && pixels().some(Boolean) : one.querySelector('path'))) known.add(one);
  return known.has(one);
};"""
MARKS = f"""(() => {{ {DEEP} {INKED}
  return deep(document).filter(one => one.matches('.marks') && inked(one)).length;
}})()"""
STREAMLIT = f"""document.querySelector('[data-testid=stApp]')
  ?.dataset.testScriptState === 'notRunning' && {MARKS}"""
PLOTLY = "document.querySelectorAll('.js-plotly-plot .xy .js-line').length / 2"
BOKEH = """(window.Bokeh?.documents ?? []).reduce((sum, one) => sum + (one.is_idle
  ? [...one._all_models.values()].filter(model => model.type === 'Figure').length / 2 : 0), 0)"""
ECHARTS = "window.drawn"
DRAWN_IN_HTML = """document.readyState === 'complete'
  && performance.getEntriesByName('first-contentful-paint').length
  && [...document.querySelectorAll('svg')].filter(one => one.checkVisibility()).length"""


@dataclass(frozen=True)
class Site:
    """A page under comparison.

    Attributes
    ----------
    name
        As the table says it.
    charts
        How many must stand before it counts as drawn.
    drawn
        Expression that gives how many stand, in the browser.
    serve
        Context manager that gives the page being served.
    wire
        What follows on a websocket: the page's name for Streamlit, ``bokeh``, or nothing.
    """

    name: str
    charts: int
    count_drawn: str
    serve: Callable[[], contextlib.AbstractContextManager[Served]]
    wire: str = ""


def tandem_sites(database):
    """Return the live pages and the brief, of one company."""

    @contextlib.contextmanager
    def serve(page):
        with dashboard(database) as running:
            path = brief_path(running) if page == "brief" else f"/{page}"
            yield Served(running.port, running.pid, path)

    def live(page, charts):
        return Site(f"Tandem, {page}", charts, STREAMLIT, lambda: serve(page), f"streamlit {page}")

    return [
        live("metric_pairs", PAIRS),
        live("overview", TILES),
        Site("Tandem, brief of a link", 6, DRAWN_IN_HTML, lambda: serve("brief")),
    ]


def peer_sites(environment):
    """Return the peers' pages, each by the command that its manual gives."""
    gunicorn = ["-m", "gunicorn", "--workers", "1", "--threads", "8", "--bind", "127.0.0.1:{port}"]
    panel = ["-m", "panel", "serve", "--address", "127.0.0.1", "--port", "{port}"]
    waitress = ["-m", "waitress", "--threads", "8", "--listen", "127.0.0.1:{port}"]
    static = ["-m", "http.server", "--bind", "127.0.0.1", "{port}"]

    def peer(name, count_drawn, words, path="/", wire=""):
        return Site(name, PAIRS, count_drawn, lambda: _serve(environment, words, path), wire)

    return [
        peer("Dash", PLOTLY, [*gunicorn, "with_dash:server"]),
        peer("Vizro", PLOTLY, [*gunicorn, "with_vizro:server"]),
        _panel(peer, "Panel, Bokeh", BOKEH, panel, "with_panel"),
        _panel(peer, "Panel, Vega", MARKS, panel, "with_panel_vega"),
        peer("One HTML page, Vega in it", MARKS, static, "/static.html"),
        peer("Report of wbr-app’s files", ECHARTS, [*waitress, "with_echarts:app"]),
    ]


def write_static(environment):
    """Write the static page, with Tandem's own package of Vega."""
    target = environment.folder / "static.html"
    words = [sys.executable, PAGES / "static_vega.py", target]
    subprocess.run(words, env=environment.variables(), check=True)


def _panel(peer, name, count_drawn, words, page):
    return peer(name, count_drawn, [*words, str(PAGES / f"{page}.py")], f"/{page}", "bokeh")


@contextlib.contextmanager
def _serve(environment, words, path):
    """Start a peer's server in the peers' folder and wait until its page answers."""
    port = free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [environment.python, *(word.format(port=port) for word in words)],
            cwd=environment.folder,
            env=environment.variables(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(process, f"http://127.0.0.1:{port}{path}"):
                output.seek(0)
                msg = output.read().decode(errors="replace").strip().splitlines()[-1:] or ["silent"]
                raise RuntimeError(msg[0])
            yield Served(port, process.pid, path)
        finally:
            end(process)


def _answers(process, address, seconds=90):
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(address, timeout=10).status == 200:
                return True
        time.sleep(0.2)
    return False


def tandem_environment(database):
    """Return the environment in which the company of ``database`` is loaded."""
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "TANDEM_DATABASE": str(database),
        "TANDEM_DEMO": "0",
    }
