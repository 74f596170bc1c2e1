"""What an opening of a page costs the server, for one reader and for many at once."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.figures import REPEATS, Figure, grouped
from tests.benchmarks.servers import Running
from tests.benchmarks.sessions import Opened, open_page

SESSIONS = 15
_TURNS = 5
CROWDS = (1, 10, 50, 100)
_RUSH_SECONDS = 4.0
_LASTING = 1_000
_BRIEFS, _AT_ONCE = 1_000, 8


@dataclass(frozen=True, slots=True)
class PageCost:
    """What one new session on a page costs.

    Attributes
    ----------
    cpu
        Server processor time of one session, in milliseconds.
    ratio
        That of the bare page, measured in turns with it, as machines are noisy.
    wire_bytes
        Bytes received by one session.
    """

    cpu: float
    ratio: float
    wire_bytes: int


def page_cost(server: Running, page: str = "") -> float:
    """Return milliseconds of server processor time for one new session on a page."""
    _opened(server, page)
    return statistics.median(_session_cost(server, page) for _ in range(REPEATS))


def cost_beside(bare: Running, served: Running, page: str) -> PageCost:
    """Return what a new session on a page costs against one on the bare page."""
    opened = _opened(served, page)
    cpu, ratio = _in_turns(
        _TURNS, lambda: _session_cost(bare, ""), lambda: _session_cost(served, page)
    )
    return PageCost(cpu, ratio, opened.wire_bytes)


def first_cost(server: Running, page: str) -> float:
    """Return milliseconds of server processor time for the first session after a start."""
    before = server.cpu_seconds()
    _opened(server, page)
    return (server.cpu_seconds() - before) * 1_000


def cost_after_upload(server: Running, source: Path, seconds: float) -> float:
    """Return milliseconds for the first session that comes some seconds after an upload."""
    command = [sys.executable, "-m", "lib", "load", str(source), "--kind", "metric_value"]
    environment = {**os.environ, "TANDEM_DATABASE": str(server.database)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    return first_cost(server, "")


def crowds(bare: Running, served: Running) -> Iterator[Figure]:
    """Give the seconds until every reader of a crowd that comes at once has the first page."""
    for server in (bare, served):
        _opened(server, "")  # the first opening of all loads what it needs
    for readers in CROWDS:
        alone, crowd = (partial(_crowd_seconds, server, readers) for server in (bare, served))
        seconds, ratio = _in_turns(REPEATS, alone, crowd)
        yield Figure(f"{readers} readers at once, overview", seconds, "s", ratio, "bare page")


def rush(served: Running, rate: int = 30) -> Figure:
    """Return the 95th percentile of the seconds to the first page, at ``rate`` readers a second."""
    count = int(rate * _RUSH_SECONDS)
    with ThreadPoolExecutor(count) as pool:
        coming = []
        for _ in range(count):
            coming.append(pool.submit(_opened, served, ""))
            time.sleep(1 / rate)
        waits = sorted(future.result().seconds for future in coming)
    return Figure(f"{rate} new readers a second, 95 %", waits[int(count * 0.95)] * 1_000, "ms")


def brief_path(served: Running) -> str:
    """Make a link to the first pages and return the path of its brief."""
    command = [sys.executable, "-m", "lib", "share", "create", "--label", "benchmark", "--json"]
    created = subprocess.run(
        [*command, "--pages", "overview,metric_pairs"],
        check=True,
        env={**os.environ, "TANDEM_DATABASE": str(served.database)},
        capture_output=True,
        text=True,
    )
    return str(urlsplit(json.loads(created.stdout)["brief_url"]).path)


def briefs(served: Running) -> Figure:
    """Return how many briefs of a link the server hands out in a second, each to a new reader."""
    path = brief_path(served)

    def read(_: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(read, range(_AT_ONCE)))
        started = time.perf_counter()
        statuses = set(pool.map(read, range(_BRIEFS)))
    if statuses != {http.HTTPStatus.OK}:
        msg = f"the brief failed under measurement: {statuses}"
        raise RuntimeError(msg)
    return Figure("briefs opened", _BRIEFS / (time.perf_counter() - started), "/s")


def memory(served: Running) -> Iterator[Figure]:
    """Give the memory now, and how much more there is after many sessions have come and gone."""
    before = served.memory_megabytes()
    yield Figure("dashboard, memory", before, "MB")
    for _ in range(_LASTING):
        _opened(served, "")
    after = served.memory_megabytes()
    name = f"memory after {grouped(_LASTING)} more sessions"
    yield Figure(name, after, "MB", after / before, "before them")


def _in_turns(
    turns: int, anchor: Callable[[], float], measure: Callable[[], float]
) -> tuple[float, float]:
    """Return the medians of a measure and of its ratio to an anchor measured just before it."""
    pairs = [(anchor(), measure()) for _ in range(turns)]
    ratio = statistics.median(measured / beside for beside, measured in pairs)
    return statistics.median(measured for _, measured in pairs), ratio


def _session_cost(server: Running, page: str) -> float:
    before = server.cpu_seconds()
    for _ in range(SESSIONS):
        _opened(server, page)
    return (server.cpu_seconds() - before) * 1_000 / SESSIONS


def _crowd_seconds(server: Running, readers: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(lambda _: _opened(server, ""), range(readers)))
    return time.perf_counter() - started


def _opened(server: Running, page: str) -> Opened:
    opened = open_page(server.port, page)
    if opened.failed:
        msg = f"the page {page!r} failed under measurement"
        raise RuntimeError(msg)
    return opened
