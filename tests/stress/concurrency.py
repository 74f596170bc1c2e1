"""Stress test: eight writers and forty readers at once on one database file.

Every upload gives all metrics one value for one month, so that a reader who sees two values in a
month has seen a partial upload. Each upload is submitted twice at the same moment by two writers,
as a user who clicks twice or a proxy that repeats a request would; it must be recorded once.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lib.domain.periods import add_months
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Source
from lib.store import reads
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.uploads import uploads
from lib.views.snapshot import snapshot
from tests.builders import FINGERPRINT, a_metric, submit_records

FIRST, MONTHS = date(2012, 1, 1), 120
METRICS = tuple(f"m{k}" for k in range(10))


@dataclass
class Observations:
    """What writers and readers observed."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    reads: int = 0
    faults: list[str] = field(default_factory=list)
    slowest_read: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, key, seq):
        """Record the answer to one writer; the other writer of the same key must get the same."""
        if self.acknowledged.setdefault(key, seq) != seq:
            self.faults.append(f"{key} was recorded twice")


def run(folder, seconds, *, writers=8, readers=40, seed=0):
    """Run writers and readers for ``seconds`` and compare what they observed with the database."""
    database, seen = Database(Path(folder) / "company.duckdb"), Observations()
    set_up(database)
    try:
        twice = [(seed, number) for number in range(writers) for _ in range(2)]
        work(database, seen, seconds, writers=twice, readers=readers)
        compare(database, seen)
    finally:
        database.close()
    return seen


def set_up(database):
    """Load the metrics that the writers give values to."""
    submit_records(database, *map(a_metric, METRICS), key="metrics", fingerprint=FINGERPRINT)


def work(database, seen, seconds, *, writers, readers):
    """Run writers and readers on one database: writers of the same name submit the same keys."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(len(writers) + readers) as pool:
        for name in writers:
            pool.submit(_watched, seen, _write, database, end, name)
        for _ in range(readers):
            pool.submit(_watched, seen, _read, database, end, None)


def _watched(seen, work, database, end, chosen):
    try:
        work(seen, database, end, chosen)
    except Exception as error:
        with seen.lock:
            seen.faults.append(f"{work.__name__}: {type(error).__name__}: {error}")


def _write(seen, database, end, chosen):
    chance, number = random.Random(repr(chosen)), 0
    while time.monotonic() < end:
        key, number = f"{chosen}-{number}", number + 1
        month, value = add_months(FIRST, chance.randrange(MONTHS)), chance.randint(500, 599)
        lines = "\n".join(f"{name};{month:%Y-%m};{value}" for name in METRICS)
        source = Source(f"{key}.csv", f"metric_id;period;value\n{lines}".encode())
        (loaded,) = load(database, [IncomingFile(source, key=key)], author="stress test").files
        with seen.lock:
            if loaded.upload is None:
                seen.faults.append(f"{key} was not loaded: {loaded.report.verdict}")
            else:
                seen.acknowledge(key, loaded.upload.seq)


def _read(seen, database, end, _chosen):
    while time.monotonic() < end:
        started = time.perf_counter()
        version = snapshot(database).version
        with database.reading() as connection:
            torn = torn_months(reads.metric_values(connection, list(METRICS)))
            torn |= torn_months(reads.metric_values(connection, list(METRICS), version=version))
        spent = time.perf_counter() - started
        with seen.lock:
            seen.reads += 1
            seen.slowest_read = max(seen.slowest_read, spent)
            seen.faults += [f"a partial upload in {month} at {version}" for month in torn]
        time.sleep(0.05)


def torn_months(values):
    """Return the months in which the metrics do not agree."""
    by_month = {}
    for row in values:
        by_month.setdefault(row.period, []).append(row.value)
    return {
        month
        for month, month_values in by_month.items()
        if len(set(month_values)) > 1 or len(month_values) != len(METRICS)
    }


def compare(database, seen):
    """Add every difference between the acknowledgements and the database to the faults."""
    with database.reading() as connection:
        listed = uploads.list_uploads(connection)
    recorded = {upload.file_name: upload.seq for upload in listed}
    count = len(listed)
    for key, seq in seen.acknowledged.items():
        if recorded.get(f"{key}.csv") != seq:
            seen.faults.append(
                f"{key} was acknowledged as {seq}, is recorded as {recorded.get(f'{key}.csv')}"
            )
    if count != len(seen.acknowledged) + 1:
        seen.faults.append(f"{count - 1} uploads for {len(seen.acknowledged)} acknowledged")
    if not verify(database).is_sound:
        seen.faults.append("an upload is not as recorded")


def main():
    """Run the test and print the result; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duration", type=float, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = run(folder, options.duration, seed=int(time.time()))
    print(
        f"{options.duration:.0f} s, 8 writers twice, 40 readers: {len(seen.acknowledged)} "
        f"uploads recorded once, {seen.reads} reads, slowest {seen.slowest_read:.2f} s, "
        f"{len(seen.faults)} faults"
    )
    print("\n".join(seen.faults[:20]))
    return int(bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main())
