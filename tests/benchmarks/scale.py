"""What the number of facts costs: checking and loading a file, a page's queries, a page."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from lib.demo.loading import load_demo
from lib.domain.periods import add_months, month_key
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.uploads.uploads import data_version
from lib.views.company import company
from lib.views.snapshot import snapshot
from tests.benchmarks.figures import Figure, grouped, median
from tests.benchmarks.measures import page_cost
from tests.benchmarks.raw_copy import copy_seconds
from tests.benchmarks.servers import dashboard

_QUERIES = 20


def loading(rows: int, folder: Path) -> Iterator[Figure]:
    """Give the cost of checking and loading a file against ``COPY`` of the same file."""
    source = folder / f"values_{rows}.csv"
    write_values(source, rows)
    anchor = median(lambda: copy_seconds(source, folder / "raw.duckdb"))
    name = f"{grouped(rows)} rows"
    yield Figure(f"COPY, {name}", anchor * 1_000, "ms")
    loaded = median(lambda: _load_seconds(source, folder / "loaded.duckdb"))
    yield Figure(f"check and load, {name}", loaded * 1_000, "ms", loaded / anchor, "COPY")


def reading(rows: tuple[int, ...], folder: Path) -> Iterator[Figure]:
    """Give the slowest query of a page, and a page, among more and more facts."""
    anchor = 0.0
    for count in rows:
        path = folder / f"company_{count}.duckdb"
        database = Database(path)
        load_demo(database)
        metrics = list(company(snapshot(database)).metrics)
        load_values(database, folder / f"values_{count}.csv")
        slowest = slowest_query(database, metrics)
        yield Figure(f"slowest page query, {grouped(count)} facts", slowest, "ms")
        database.close()
        with dashboard(path) as served:
            cost = page_cost(served)
        anchor = anchor or cost
        least = f"{grouped(rows[0])} facts"
        yield Figure(f"overview, {grouped(count)} facts", cost, "ms CPU", cost / anchor, least)


def write_values(path: Path, rows: int, family: str = "metric") -> None:
    """Write a canonical file of ``rows`` values: metrics of a family × segments × 46 months."""
    first, months = date(2023, 1, 1), 46
    keys = [month_key(add_months(first, k)) for k in range(months)]
    with path.open("w", encoding="utf-8") as file:
        file.write("metric,period,segment,value\n")
        for at in range(rows):
            cell, month = divmod(at, months)
            metric, segment = divmod(cell, 40)
            file.write(f"{family} {metric},{keys[month]}-01,segment {segment},{at % 9973 + 0.5}\n")


def slowest_query(database: Database, metrics: list[str]) -> float:
    """Return the milliseconds of the slowest query that a page about metrics makes."""
    with database.reading() as connection:
        version = data_version(connection)
        queries: tuple[Callable[[Connection], object], ...] = (
            lambda using: reads.metric_values(using, metrics),
            lambda using: reads.restatements(using, metrics, version),
            lambda using: reads.value_history(using, metrics[0], version),
            data_version,
        )
        return max(median(partial(_milliseconds, ask, connection), _QUERIES) for ask in queries)


def _milliseconds(ask: Callable[[Connection], object], connection: Connection) -> float:
    started = time.perf_counter()
    ask(connection)
    return (time.perf_counter() - started) * 1_000


def load_values(database: Database, source: Path) -> None:
    """Check and load a file of values.

    Raises
    ------
    RuntimeError
        When it was not loaded: nothing would have been measured.
    """
    file = IncomingFile(Source(source.name, source), Options(kind="metric_value"))
    (loaded,) = load(database, [file], author="benchmark").files
    if loaded.upload is None:
        msg = f"{source.name} was not loaded: {loaded.report.verdict}"
        raise RuntimeError(msg)


def _load_seconds(source: Path, target: Path) -> float:
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    database = Database(target)
    try:
        started = time.perf_counter()
        load_values(database, source)
        return time.perf_counter() - started
    finally:
        database.close()
