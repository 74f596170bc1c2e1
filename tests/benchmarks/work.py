"""What is computed once per state of the data: pairs assessed, an update in each format."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lib.demo.loading import load_demo
from lib.exports.update_file import FORMATS, update_file, update_report
from lib.i18n.translate import locale
from lib.statistics.pairs import assess_pair
from lib.store.database import Database
from lib.views.committee.quarterly_update import update_quarters
from lib.views.snapshot import snapshot
from tests.benchmarks.figures import Figure, median

_PAIRS, _MONTHS = 100, 46


def pairs() -> Figure:
    """Return the processor time of a hundred pairs assessed, each over 46 months."""
    rng = np.random.default_rng(1)
    histories = rng.normal(100, 5, (_PAIRS, 2, _MONTHS)).cumsum(axis=2)

    def assess() -> float:
        started = time.process_time()
        for product, business in histories:
            assess_pair(product, business, sign=1, lag=1)
        return time.process_time() - started

    return Figure(f"{_PAIRS} pairs assessed", median(assess) * 1_000, "ms CPU")


def update_formats(folder: Path) -> Iterator[Figure]:
    """Yield the seconds to write the demo company's latest update, in each format."""
    database = Database(folder / "update.duckdb")
    try:
        load_demo(database)
        demo = snapshot(database)
        report = update_report(demo, update_quarters(demo).options[0], locale("fr"))
        for file_format in FORMATS:

            def write(file_format: str = file_format) -> float:
                started = time.perf_counter()
                update_file(report, file_format)  # type: ignore[arg-type]
                return time.perf_counter() - started

            yield Figure(f"quarterly update, {file_format}", median(write), "s")
    finally:
        database.close()
