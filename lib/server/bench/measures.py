"""What is measured, each as a figure and, where there is an anchor, a ratio to it."""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lib.domain.periods import add_months, month_key
from lib.ingest import importer
from lib.server.bench.servers import Running
from lib.server.bench.sessions import Opened, open_page
from lib.store.database import Database
from lib.store.raw_copy import copy_seconds

SESSIONS = 15
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the benchmark's table.

    Attributes
    ----------
    name
        What was measured.
    value, unit
        Median over the repeats.
    ratio
        Value divided by that of the anchor in the same run; None without an anchor.
    anchor
        What it is compared with.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    anchor: str = ""


def page_cost(server: Running, page: str, query: str = "") -> tuple[float, Opened]:
    """Return milliseconds of server processor time for one new session, and the last opening."""
    open_page(server.port, page, query)
    costs, last = [], None
    for _ in range(REPEATS):
        before = server.cpu_seconds()
        for _ in range(SESSIONS):
            last = open_page(server.port, page, query)
        costs.append((server.cpu_seconds() - before) * 1_000 / SESSIONS)
    if last is None or last.failed:
        msg = f"the page {page!r} failed under measurement"
        raise RuntimeError(msg)
    return statistics.median(costs), last


def first_cost(server: Running, page: str) -> float:
    """Return milliseconds of server processor time for the first session after a start."""
    before = server.cpu_seconds()
    open_page(server.port, page)
    return (server.cpu_seconds() - before) * 1_000


def crowd_seconds(server: Running, page: str, readers: int) -> float:
    """Return the seconds until every one of ``readers`` that come at once has the page."""
    started = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        opened = list(pool.map(lambda _: open_page(server.port, page), range(readers)))
    if any(one.failed for one in opened):
        msg = "a page failed in the crowd"
        raise RuntimeError(msg)
    return time.perf_counter() - started


def loading(rows: int, folder: Path) -> Iterator[Figure]:
    """Give the cost of checking and loading a file against ``COPY`` of the same file."""
    source = folder / f"values_{rows}.csv"
    write_values(source, rows)
    anchor = _median(lambda: copy_seconds(source, folder / "raw.duckdb"))
    name = f"{rows:,} rows".replace(",", " ")
    yield Figure(f"COPY, {name}", anchor * 1_000, "ms")
    loaded = _median(lambda: _load_seconds(source, folder / "loaded.duckdb"))
    yield Figure(f"check and load, {name}", loaded * 1_000, "ms", loaded / anchor, "COPY")


def write_values(path: Path, rows: int) -> None:
    """Write a canonical file of ``rows`` values: metrics × segments × 46 months."""
    first, months = date(2023, 1, 1), 46
    keys = [month_key(add_months(first, k)) for k in range(months)]
    with path.open("w", encoding="utf-8") as file:
        file.write("metric,period,segment,value\n")
        for at in range(rows):
            cell, month = divmod(at, months)
            metric, segment = divmod(cell, 40)
            file.write(f"metric {metric},{keys[month]}-01,segment {segment},{at % 9973 + 0.5}\n")


def _load_seconds(source: Path, target: Path) -> float:
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    database = Database(target)
    try:
        started = time.perf_counter()
        importer.load(
            database,
            [importer.Source(source.name, source)],
            importer.Options(kind="metric_value"),
            author="benchmark",
        )
        return time.perf_counter() - started
    finally:
        database.close()


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(REPEATS))
