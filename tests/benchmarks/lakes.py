"""What a lake costs beside a file of this machine: loading, a page's queries, a page."""

import contextlib
import hashlib
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from lib.demo.loading import load_demo
from lib.store.addresses import Address, LakeAddress
from lib.store.database import Database
from lib.store.lake.copy import refuse_filled
from lib.views.company import company
from lib.views.snapshot import snapshot
from tests.benchmarks.figures import REPEATS, Figure, grouped
from tests.benchmarks.measures import page_cost
from tests.benchmarks.scale import load_values, slowest_query, write_values
from tests.benchmarks.servers import dashboard

_ANCHOR = "a file"


def beside(lake: LakeAddress, rows: tuple[int, ...], folder: Path) -> Iterator[Figure]:
    """Give the figures of a lake that holds nothing against those of a file.

    Parameters
    ----------
    lake
        Where it is; it is created if need be, and keeps what is loaded.
    rows
        Sizes of the files loaded.
    folder
        Where files may be put.

    Raises
    ------
    RefusedError
        When the lake holds something.
    """
    file = folder / "beside.duckdb"
    with _opened(file) as near, _opened(lake) as far:
        refuse_filled(far)
        for database in (near, far):
            load_demo(database)
        metrics = list(company(snapshot(near)).metrics)
        for count in rows:
            anchor, on_lake = (_load_seconds(database, count, folder) for database in (near, far))
            name = f"check and load, {grouped(count)} rows, lake"
            yield Figure(name, on_lake * 1_000, "ms", on_lake / anchor, _ANCHOR)
        anchor, on_lake = (slowest_query(database, metrics) for database in (near, far))
        yield Figure("slowest page query, lake", on_lake, "ms", on_lake / anchor, _ANCHOR)
    anchor, on_lake = (_page_cost(address) for address in (file, lake))
    yield Figure("overview, warm, lake", on_lake, "ms CPU", on_lake / anchor, _ANCHOR)


@contextlib.contextmanager
def _opened(address: Address) -> Iterator[Database]:
    database = Database(address, creates=True)
    try:
        yield database
    finally:
        database.close()


def _load_seconds(database: Database, rows: int, folder: Path) -> float:
    """Return the median over files of which each brings other metrics."""
    seconds = []
    for number in range(REPEATS):
        source = folder / f"beside_{rows}_{number}.csv"
        write_values(source, rows, _family(f"{rows} {number}"))
        started = time.perf_counter()
        load_values(database, source)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _family(text: str) -> str:
    """Return a name of metrics unlike any other: one like another would be asked about."""
    letters = hashlib.sha256(text.encode()).digest()[:12]
    return "".join(chr(ord("a") + letter % 26) for letter in letters)


def _page_cost(address: Address) -> float:
    with dashboard(address) as served:
        return page_cost(served)
