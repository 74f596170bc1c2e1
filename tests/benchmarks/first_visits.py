"""Readers who come for the first time: each downloads the frontend before its page."""

import http.client
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from tests.benchmarks import browser
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Running
from tests.benchmarks.sessions import open_page

READERS, SECONDS = 50, 10.0
_TAKES = {"Accept-Encoding": "br, gzip"}


def first_visits(served: Running) -> Iterator[Figure]:
    """Give the 95th percentile of the seconds to the first page, files included.

    The files are those that Chromium asks for at a first visit; without it nothing is given.
    """
    if not browser.is_possible():
        sys.stderr.write("No browser: first-time readers were not measured.\n")
        return
    paths = [_path(address) for address in browser.files_of(served)]
    waits = sorted(_come(served, paths))
    name = f"{READERS} first-time readers in {SECONDS:.0f} s, {len(paths)} files each, 95 %"
    yield Figure(name, waits[int(len(waits) * 0.95)] * 1_000, "ms")


def _come(served: Running, paths: list[str]) -> list[float]:
    """Return how long each reader waited; one comes after the other, none waits for another."""
    with ThreadPoolExecutor(READERS) as pool:
        coming = []
        for _ in range(READERS):
            coming.append(pool.submit(_visit, served.port, paths))
            time.sleep(SECONDS / READERS)
        return [future.result() for future in coming]


def _visit(port: int, paths: list[str]) -> float:
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in ("/", *paths):
        connection.request("GET", path, headers=_TAKES)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            msg = f"{path} failed under measurement: {answer.status}"
            raise RuntimeError(msg)
    connection.close()
    if open_page(port, "").failed:
        msg = "the first page failed under measurement"
        raise RuntimeError(msg)
    return time.perf_counter() - started


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
