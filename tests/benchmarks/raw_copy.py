"""Baseline of the benchmark: DuckDB's own ``COPY`` of a CSV file into a table of a new file."""

import time
from pathlib import Path

import duckdb

_TABLE = "create table raw_value (metric varchar, period date, segment varchar, value double)"


def copy_seconds(source: Path, target: Path) -> float:
    """Return the seconds that ``COPY`` takes for ``source`` into the new file ``target``."""
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target))
    try:
        started = time.perf_counter()
        connection.execute(_TABLE)
        connection.execute("copy raw_value from ? (header)", [str(source)])
        return time.perf_counter() - started
    finally:
        connection.close()
        target.unlink(missing_ok=True)
