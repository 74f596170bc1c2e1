"""The physical anchor of the benchmark: one ``COPY`` of a CSV file into a table of a file."""

import time
from pathlib import Path

import duckdb

from lib.store.named_queries import sql_text


def copy_seconds(source: Path, target: Path) -> float:
    """Return the seconds that DuckDB's own ``COPY`` takes for ``source`` into a new file."""
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target))
    try:
        started = time.perf_counter()
        connection.execute(sql_text("raw_table"))
        connection.execute(sql_text("raw_copy"), [str(source)])
        return time.perf_counter() - started
    finally:
        connection.close()
        target.unlink(missing_ok=True)
